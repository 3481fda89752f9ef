/* Texts that could kill a machine: what they cost. */
#ifndef BENCH_HOSTILE_H
#define BENCH_HOSTILE_H

/* Aligns each of them in a process of its own and prints time and memory. */
void hostile_run(void);

#endif
