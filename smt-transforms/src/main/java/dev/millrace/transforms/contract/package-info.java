/** Contracts in transforms: their options, which records are checked, and what becomes of those that break them. */
@NullMarked
package dev.millrace.transforms.contract;

import org.jspecify.annotations.NullMarked;
