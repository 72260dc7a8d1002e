package dev.millrace.legacy;

import dev.millrace.kit.Meters;
import dev.millrace.kit.Sleeper;
import dev.millrace.legacy.line.Transport;
import dev.millrace.legacy.line.Transports;
import dev.millrace.legacy.session.ConversationMeters;
import dev.millrace.legacy.session.ConversationParts;
import dev.millrace.legacy.session.Place;
import dev.millrace.legacy.session.Protocol;
import dev.millrace.legacy.session.SeenMessages;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Puts the parts of a task together. */
record TaskOpening(
        FramedTcpSettings settings,
        HandOver handOver,
        OffsetStorageReader offsets,
        Meters meters,
        Clock clock,
        Sleeper sleeper) {

    Transport open() {
        SessionSettings session = settings.session();
        Protocol protocol = session.protocol();
        FeedOffset stored = stored();
        RecordMaker maker = new RecordMaker(settings, meters, clock);
        FrameDesk desk = new FrameDesk(settings, maker, handOver, stored, clock.millis() << 20);
        ConversationParts parts = new ConversationParts(
                protocol,
                session.secrets(),
                session.startsOver(),
                settings.records().refusesDropped(),
                maker::decode,
                protocol.remembers().map(SeenMessages::new),
                ConversationMeters.of(meters),
                clock);
        Transports transports = new Transports(
                settings.transport(),
                protocol,
                settings.connector() + "-" + settings.task(),
                settings.retry(),
                meters,
                clock,
                sleeper);
        return switch (settings.transport().mode()) {
            case CLIENT -> transports.client(session.feed(), Conversations.open(parts, stored.place()), desk);
            case SERVER -> transports.server(callers(parts)::conversation, desk);
        };
    }

    private Callers callers(ConversationParts parts) {
        return new Callers(parts, settings.session().begin(), this::stored);
    }

    private Optional<Place> stored(String feed) {
        Map<String, Object> found = offsets.offset(FeedOffset.partition(feed));
        return found == null
                ? Optional.empty()
                : Optional.of(FeedOffset.from(found).place());
    }

    private FeedOffset stored() {
        FeedOffset begin = new FeedOffset(settings.session().begin(), 0);
        if (!settings.resumes()) {
            return begin;
        }
        Map<String, Object> found =
                offsets.offset(FeedOffset.partition(settings.session().feed()));
        return found == null ? begin : FeedOffset.from(found);
    }
}
