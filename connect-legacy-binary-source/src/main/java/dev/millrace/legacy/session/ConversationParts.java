package dev.millrace.legacy.session;

import dev.millrace.legacy.frame.Frame;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.SchemaAndValue;

/**
 * What a conversation is made of.
 *
 * @param startsOver whether a session that is gone may be followed by a new one, though messages of it may be lost
 * @param refusesDropped whether a message whose record a transform dropped is refused
 * @param decoder reads the record of a frame, for fields of it
 */
public record ConversationParts(
        Protocol protocol,
        Secrets secrets,
        boolean startsOver,
        boolean refusesDropped,
        Function<Frame, Optional<SchemaAndValue>> decoder,
        Optional<SeenMessages> seen,
        ConversationMeters meters,
        Clock clock) {}
