"""What runs beneath all that is seen: the start, the threads, the memory, the log of faults."""
