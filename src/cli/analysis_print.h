/* An analysis on standard output: for people, as a table for programs, as JSON. */
#ifndef CLI_ANALYSIS_PRINT_H
#define CLI_ANALYSIS_PRINT_H

#include "cli/cli.h"

void print_analysis(const struct cli *cli, const cotexto_analysis *analysis);
/* between: ',' or '\t'. */
void print_analysis_table(const cotexto_analysis *analysis, char between);
/* A line for each file, then one for all with what the figures depend on. */
void print_analysis_json(const cotexto_analysis *analysis);

#endif
