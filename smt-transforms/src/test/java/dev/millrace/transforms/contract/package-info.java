@NullMarked
package dev.millrace.transforms.contract;

import org.jspecify.annotations.NullMarked;
