@NullMarked
package dev.millrace.transforms.mapping;

import org.jspecify.annotations.NullMarked;
