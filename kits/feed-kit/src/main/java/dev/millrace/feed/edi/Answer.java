package dev.millrace.feed.edi;

import java.nio.ByteBuffer;

/**
 * A finished acknowledgement.
 *
 * @param content its bytes; read-only
 */
record Answer(AcknowledgementType type, AcknowledgementStatus status, ByteBuffer content) {}
