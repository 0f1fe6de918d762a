// SweepingTests
