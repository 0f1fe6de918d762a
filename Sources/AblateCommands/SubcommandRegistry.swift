/// The subcommands of the tool.
package enum SubcommandRegistry {
  /// In the order of the help.
  package static let all: [any Subcommand.Type] = [
    RunCommand.self,
    CheckCommand.self,
    InitCommand.self,
    PlanCommand.self,
    TableCommand.self,
    DiffCommand.self,
    VerifyCommand.self,
    WhyCommand.self,
    ExportCommand.self,
    StatusCommand.self,
    MergeCommand.self,
    GCCommand.self,
    GradcheckCommand.self,
    DataCommand.self,
    ExplainCommand.self,
    SchemaCommand.self,
    DoctorCommand.self,
    HelpCommand.self,
    VersionCommand.self,
  ]

  package static func subcommand(named name: String) -> (any Subcommand.Type)? {
    all.first { $0.name == name }
  }
}
