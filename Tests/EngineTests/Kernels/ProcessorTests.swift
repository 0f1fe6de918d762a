import Engine
import Testing

@Suite struct ProcessorTests {
  private typealias Features = Processor.Features

  @Test func theTestsRunOnWhatTheyWereCompiledFor() {
    #expect(Processor.builtFor.subtracting(Processor.present).names.isEmpty)
    #expect(
      Processor.complaint(builtFor: Processor.builtFor, present: Processor.present) == nil)
  }

  #if arch(x86_64)
    /// The table of features is in the order of the bits that the kernels' compiler sets.
    @Test func namesBelongToTheirBits() {
      #expect(Processor.builtFor.names.starts(with: ["AVX2", "FMA"]))
      #expect(Features(named: ["SSE4a", "FMA"]).names == ["FMA", "SSE4a"])
      #expect(Features(named: ["AVX2"]).subtracting(Features(named: ["AVX2"])).names.isEmpty)
      // Whoever has the first of a pair has the second.
      for (later, earlier) in [
        ("AVX2", "AVX"), ("FMA", "AVX"), ("AVX", "SSE4.2"), ("SSE4.2", "SSSE3"),
        ("AVX-512BW", "AVX2"),
      ] {
        #expect(
          !Processor.present.names.contains(later) || Processor.present.names.contains(earlier))
      }
    }

    @Test(arguments: [
      (["FMA"], "FMA", false), (["AVX2", "FMA"], "AVX2 and FMA", false),
      (["AVX-512F", "GFNI", "BMI"], "AVX-512F, GFNI and BMI", true),
      (["AVX-512F", "AVX-512BW", "GFNI", "BMI"], "AVX-512F, AVX-512BW, GFNI and BMI", true),
      (
        ["AVX2", "FMA", "AVX-512F", "AVX-512BW", "GFNI", "BMI"],
        "AVX2, FMA, AVX-512F and 3 more features", false
      ),
    ])
    func whatIsMissingIsOneSentence(
      _ missing: [String], _ shown: String, _ hasPortable: Bool
    ) throws {
      let present = Features(named: (hasPortable ? ["AVX2", "FMA"] : []) + ["SSE3"])
      let complaint = try #require(
        Processor.complaint(builtFor: Features(named: missing + ["SSE3"]), present: present))
      let model = Processor.model.map { " (\($0))" } ?? ""
      #expect(
        complaint
          == "ablate: this program was compiled for a processor with \(shown), which this one"
          + "\(model) does not have; compile it on this machine"
          + (hasPortable ? ", or anywhere with ABLATE_CPU=x86-64-v3\n" : "\n"))
    }
  #endif
}
