/** What every plugin needs: settings, failures, retry, the delivery ledger, audit, side records, meters, templates. */
@NullMarked
package dev.millrace.kit;

import org.jspecify.annotations.NullMarked;
