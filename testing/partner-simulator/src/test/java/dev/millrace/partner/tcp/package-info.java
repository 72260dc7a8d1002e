@NullMarked
package dev.millrace.partner.tcp;

import org.jspecify.annotations.NullMarked;
