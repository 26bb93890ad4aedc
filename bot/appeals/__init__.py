"""The way back: whoever a case is about asks for it to be looked at again, by somebody else."""
