"""Setting a server up: what the features need there, what is proposed for it, and what each of them may do where."""
