// Package hypothesis has the tests of the field's comparisons of methods: Friedman's
// for many tasks with Nemenyi's critical difference (Demšar, "Statistical comparisons of
// classifiers over multiple data sets", JMLR 2006), Wilcoxon's for pairs, and Holm's
// correction for several tests.
//
// The distributions are our own, over core/detmath, so that a level of significance has
// the same bits everywhere.
package hypothesis
