package dev.millrace.webhook;

import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Where a task's records stand: among offsets that remember their ids, or among plain ones. */
final class OffsetPlaces {

    private OffsetPlaces() {}

    /**
     * The places of one task.
     *
     * @param window gets what the stored offsets remember
     */
    static SourcePlaces of(WebhookSettings settings, OffsetStorageReader reader, DedupWindow window) {
        String route = settings.route().address().path();
        if (settings.dedup().store() != DedupSettings.Store.OFFSETS) {
            return new Plain(route);
        }
        return new Remembering(route, new OffsetsLedger(route, settings.dedup(), reader, window, Clock.systemUTC()));
    }

    private record Plain(String route) implements SourcePlaces {
        @Override
        public DedupPlace next(Optional<EventKey> key) {
            return DedupPlace.plain(route);
        }

        @Override
        public int room() {
            return Integer.MAX_VALUE;
        }
    }

    private record Remembering(String route, OffsetsLedger ledger) implements SourcePlaces {
        @Override
        public DedupPlace next(Optional<EventKey> key) {
            return key.map(ledger::place).orElseGet(() -> DedupPlace.plain(route));
        }

        @Override
        public int room() {
            return ledger.room();
        }
    }
}
