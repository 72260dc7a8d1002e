/** Contracts: what a record must look like, as JSON Schema or the Open Data Contract Standard tell it, checked on Connect values. */
@NullMarked
package dev.millrace.kit.contract;

import org.jspecify.annotations.NullMarked;
