/** Files on an SFTP server to Kafka records. */
@NullMarked
package dev.millrace.sftp;

import org.jspecify.annotations.NullMarked;
