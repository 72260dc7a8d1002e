@NullMarked
package dev.millrace.kit.contract;

import org.jspecify.annotations.NullMarked;
