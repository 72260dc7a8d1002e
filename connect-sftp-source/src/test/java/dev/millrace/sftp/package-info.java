/** Files on an SFTP server to Kafka records, against a server that can be told to misbehave. */
@NullMarked
package dev.millrace.sftp;

import org.jspecify.annotations.NullMarked;
