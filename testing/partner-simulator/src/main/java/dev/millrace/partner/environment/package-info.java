/** Where the real servers run that tests are made against: as processes beside them, or in containers. */
@NullMarked
package dev.millrace.partner.environment;

import org.jspecify.annotations.NullMarked;
