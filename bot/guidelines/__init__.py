"""The rules of a server: numbered, in versions, published where everybody reads them, agreed to one by one."""
