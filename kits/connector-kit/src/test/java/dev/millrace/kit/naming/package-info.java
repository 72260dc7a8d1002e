@NullMarked
package dev.millrace.kit.naming;

import org.jspecify.annotations.NullMarked;
