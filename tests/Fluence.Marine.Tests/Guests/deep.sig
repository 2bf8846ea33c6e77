fn depth -> U32
