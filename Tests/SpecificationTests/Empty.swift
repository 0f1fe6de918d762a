// SpecificationTests
