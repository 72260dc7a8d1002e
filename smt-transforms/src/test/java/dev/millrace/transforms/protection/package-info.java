@NullMarked
package dev.millrace.transforms.protection;

import org.jspecify.annotations.NullMarked;
