// Sweeping
