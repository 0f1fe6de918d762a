internal import Catalog

extension DataSpecification.Scale: SettingValue {}
extension DataSpecification.StandardizeBy: SettingValue {}
extension TrainingSpecification.LastBatch: SettingValue {}
extension TrainingSpecification.Numerics: SettingValue {}
extension EarlyStopping.Restore: SettingValue {}
extension RunPolicy.TrainEvaluation: SettingValue {}
extension RunPolicy.Divergence: SettingValue {}
extension RunPolicy.Keep: SettingValue {}
extension Goal: SettingValue {}
extension Selection.Moment: SettingValue {}
extension Report.Column.Style: SettingValue {}
extension Report.Plot.Arrangement: SettingValue {}
extension Expectation.Scope: SettingValue {}
