package dev.millrace.feed;

import dev.millrace.feed.content.Content;
import dev.millrace.feed.content.ContentDecoder;
import dev.millrace.feed.content.ContentFailure;
import dev.millrace.feed.content.Document;
import dev.millrace.feed.content.RawBytes;
import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.Survey;
import dev.millrace.feed.store.FileStore;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks a file through before its first record is handed over: its digest against what the sender told, its packing and
 * encryption to their end, what the format must know of it, and with {@code file.acceptance=whole} every record. Belongs to
 * the reading thread; memory is bounded whatever the file's size.
 */
final class FirstPass {

    /** How a pass ended. */
    sealed interface Outcome {}

    /** The file may be read. */
    record Accepted(FileBytes bytes) implements Outcome {}

    /**
     * The file is not what it should be; nothing of it may be handed over.
     *
     * @param at the record that it is refused for; empty when it is refused as a whole
     */
    record Refused(ConnectorFailure failure, FileTotals totals, Optional<Position> at) implements Outcome {

        Refused(ConnectorFailure failure, FileTotals totals) {
            this(failure, totals, Optional.empty());
        }
    }

    private final FileStore store;
    private final FeedSettings settings;
    private final ContentDecoder decoder;
    private final SpoolFolder spools;
    private final SenderMemory memory;
    private final Patience patience;

    FirstPass(
            FileStore store,
            FeedSettings settings,
            ContentDecoder decoder,
            SpoolFolder spools,
            SenderMemory memory,
            Patience patience) {
        this.store = store;
        this.settings = settings;
        this.decoder = decoder;
        this.spools = spools;
        this.memory = memory;
        this.patience = patience;
    }

    /** Whether a file must be looked through, as far as that can be told before it is opened. */
    boolean isNeeded(Optional<ExpectedDigest> expected) {
        return expected.isPresent() || isWhole() || settings.format().needsSurvey(settings.config());
    }

    /**
     * Transfers the file once to its end, into the spool where there is one.
     *
     * @param from where the reading is going to begin
     * @param mustSpool whether what is handed over must be the very bytes that were looked at
     * @param meanwhile called now and then
     * @throws IOException when the format can't read what was transferred
     */
    Outcome run(
            FileIdentity file,
            FileOffset from,
            Optional<ExpectedDigest> expected,
            boolean mustSpool,
            Runnable meanwhile)
            throws IOException {
        Found found = new Found(from);
        try {
            Outcome outcome = run(file, expected, mustSpool || isWhole(), meanwhile, found);
            if (outcome instanceof Refused) {
                found.close();
            }
            return outcome;
        } catch (IOException | RuntimeException failed) {
            found.close();
            throw failed;
        }
    }

    private static final class Found {
        private final FileOffset from;
        private @Nullable Spool spool;
        private List<Survey> surveys = List.of();

        private Found(FileOffset from) {
            this.from = from;
        }

        private void close() throws IOException {
            if (spool != null) {
                spool.close();
            }
        }
    }

    private Outcome run(
            FileIdentity file, Optional<ExpectedDigest> expected, boolean mustSpool, Runnable meanwhile, Found found)
            throws IOException {
        RawBytes raw = RawBytes.hashed(
                new ResumableInput(store, file, 0, patience),
                expected.map(ExpectedDigest::algorithm).orElse(null));
        Optional<ConnectorFailure> defect;
        try (Content content = decoder.open(raw, file.subject())) {
            defect = defectOf(() -> look(file, content, mustSpool, meanwhile, found));
            drain(raw, meanwhile);
        }
        Optional<String> sha256 = Optional.of(raw.sha256());
        if (expected.isPresent() && !raw.otherHash().equals(expected.get().hex())) {
            defect = Optional.of(ContentFailure.of(
                    ContentFailure.CHECKSUM,
                    file.subject(),
                    "its " + expected.get().algorithm() + " is not the one that the sender told; have it sent again"));
        }
        if (defect.isPresent()) {
            return new Refused(defect.get(), new FileTotals(0, 0, sha256));
        }
        Spool spool = found.spool;
        if (spool == null) {
            FileBytes.Pass pass = new FileBytes.Pass(sha256, found.surveys);
            Content again = decoder.open(new ResumableInput(store, file, 0, patience), file.subject());
            return new Accepted(new FileBytes(again, 0, pass, Optional.empty()));
        }
        FileBytes.Pass pass = new FileBytes.Pass(sha256, found.surveys);
        Optional<Refused> refused = isWhole() ? tryOut(file, spool, pass, meanwhile) : Optional.empty();
        return refused.isPresent()
                ? refused.get()
                : new Accepted(new FileBytes(spool.read(), 0, pass, Optional.of(spool)));
    }

    private void look(FileIdentity file, Content content, boolean mustSpool, Runnable meanwhile, Found found)
            throws IOException {
        boolean surveys = settings.format().needsSurvey(settings.config());
        if (mustSpool || spools.isPresent()) {
            Spool spool = spools.create(file, content.packing().isEmpty() ? file.size() : 0);
            found.spool = spool;
            spool.fill(content, meanwhile);
            content.finish();
            if (surveys) {
                try (Content spooled = spool.read()) {
                    found.surveys = survey(file, found.from, spooled, meanwhile);
                }
            }
        } else if (surveys) {
            found.surveys = survey(file, found.from, content, meanwhile);
            content.finish();
        }
    }

    private List<Survey> survey(FileIdentity file, FileOffset from, Content content, Runnable meanwhile)
            throws IOException {
        List<Survey> surveys = new ArrayList<>();
        for (Document next = content.next(); next != null; next = content.next()) {
            meanwhile.run();
            boolean goesOn = surveys.size() == from.place().entry() && from.state() == FileOffset.State.READING;
            ReadContext context = goesOn
                    ? new ReadContext(settings.config(), file.subject(), from.position(), from.reader())
                    : ReadContext.fromStart(settings.config(), file.subject());
            surveys.add(settings.format().survey(next.bytes(), context));
        }
        return surveys;
    }

    /** Reads every record without handing any over. */
    private Optional<Refused> tryOut(FileIdentity file, Spool spool, FileBytes.Pass pass, Runnable meanwhile)
            throws IOException {
        TrialReading trial = new TrialReading(settings, file, memory.trial(file), meanwhile);
        try (Content content = spool.read()) {
            trial.read(content, pass);
        }
        return trial.defect().map(why -> new Refused(why, trial.totals(pass), trial.place()));
    }

    private boolean isWhole() {
        return settings.spool().acceptance() == Acceptance.WHOLE;
    }

    private interface Step {
        void run() throws IOException;
    }

    private static Optional<ConnectorFailure> defectOf(Step step) throws IOException {
        try {
            step.run();
            return Optional.empty();
        } catch (ConnectorFailure failed) {
            if (failed.kind() != FailureKind.MALFORMED) {
                throw failed;
            }
            return Optional.of(failed);
        }
    }

    private static void drain(RawBytes raw, Runnable meanwhile) throws IOException {
        byte[] block = new byte[1 << 16];
        while (raw.read(block, 0, block.length) >= 0) {
            meanwhile.run();
        }
    }
}
