package dev.millrace.feed;

import dev.millrace.feed.content.Content;
import dev.millrace.feed.content.Document;
import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads every record of a file without handing any over. It is accepted as a whole when none is malformed, or no more than
 * {@code malformed.max.percent} allows when that is set: judged at each record as the reading that follows will judge it,
 * which must not end halfway.
 */
final class TrialReading {

    private static final int LOOK_UP_EVERY = 1024;

    private final FeedSettings settings;
    private final FileIdentity file;
    private final FileMemory memory;
    private final Runnable meanwhile;
    private final MalformedTally tally;
    private long values;
    private long malformed;
    private long earlier;
    private long reads;
    private boolean ended;
    private Read.@Nullable Malformed first;

    TrialReading(FeedSettings settings, FileIdentity file, FileMemory memory, Runnable meanwhile) {
        this.settings = settings;
        this.file = file;
        this.memory = memory;
        this.meanwhile = meanwhile;
        this.tally = new MalformedTally(settings.malformed());
    }

    /** Reads all documents, or up to the first record behind which reading ends. */
    void read(Content content, FileBytes.Pass pass) throws IOException {
        long entry = 0;
        for (Document next = content.next(); next != null && !ended; next = content.next()) {
            ReadContext context = new ReadContext(
                    settings.config(), file.subject(), Position.START, "", pass.survey(entry), memory.of(entry));
            entry++;
            read(settings.prepared().open(next.bytes(), context));
        }
        ended |= tally.isTooManyInAll(earlier, malformed);
    }

    private void read(RecordReader reader) throws IOException {
        long records = 0;
        for (Read read = reader.next(); !(read instanceof Read.End) && !ended; read = reader.next()) {
            records = read.end().record();
            if (read instanceof Read.Malformed wrong) {
                first = first == null ? wrong : first;
                malformed++;
                ended = !wrong.recoverable();
            } else if (read instanceof Read.Value) {
                values++;
            }
            ended |= tally.isTooMany(earlier + records, malformed);
            if (++reads % LOOK_UP_EVERY == 0) {
                meanwhile.run();
            }
        }
        earlier += records;
    }

    /** Why the file may not be handed over; empty when it may. */
    Optional<ConnectorFailure> defect() {
        Read.Malformed wrong = first;
        boolean isTolerated = settings.malformed().maxPercent() < 100 && !ended;
        return wrong == null || isTolerated
                ? Optional.empty()
                : Optional.of(new ConnectorFailure(FailureKind.MALFORMED, wrong.code(), wrong.message()));
    }

    /** Where the first record begins that is malformed. */
    Optional<Position> place() {
        return Optional.ofNullable(first).map(Read.Malformed::start);
    }

    FileTotals totals(FileBytes.Pass pass) {
        return new FileTotals(values, malformed, pass.sha256());
    }
}
