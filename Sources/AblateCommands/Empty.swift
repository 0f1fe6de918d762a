// AblateCommands
