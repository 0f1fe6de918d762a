// YAMLReaderTests
