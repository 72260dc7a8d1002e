package dev.millrace.feed.edi;

import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.Resume;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds again, while a stream is looked through, what a reader had found in an interchange when it stopped within it or
 * behind it: so its acknowledgement is the one that an uninterrupted reading gives, and no offset has to hold a report.
 */
final class ReportReplay {

    private final EdiTerms terms;
    private final EdiWalk walk;
    private final long from;
    private final long to;
    private final String stoppedAt;
    private final RecordBuilder builder;
    private PartnerTerms current;
    private Charset charset = StandardCharsets.ISO_8859_1;
    private @Nullable ReportCollector collector;
    private @Nullable InterchangeReport report;
    private boolean done;

    private ReportReplay(EdiTerms terms, EdiWalk walk, long from, long to, String stoppedAt) {
        this.terms = terms;
        this.walk = walk;
        this.from = from;
        this.to = to;
        this.stoppedAt = stoppedAt;
        this.builder = new RecordBuilder(walk, terms.settings());
        this.current = terms.standard();
    }

    /** Empty where the reading that follows begins outside of all interchanges. */
    static Optional<ReportReplay> of(ReadContext context, EdiTerms terms, EdiWalk walk) {
        String state = context.state();
        if (state.isEmpty() || state.equals(EdiReader.ENDED) || !terms.answers()) {
            return Optional.empty();
        }
        try {
            List<String> parts = List.of(state.split(";", -1));
            return Acknowledger.startOf(parts.get(EdiReader.ANSWERS))
                    .map(from -> new ReportReplay(
                            terms,
                            walk,
                            from,
                            context.start().offset(),
                            String.join(";", parts.subList(1, 1 + EdiState.PARTS))));
        } catch (RuntimeException e) {
            throw Resume.unreadable(context.source(), EdiFormat.NAME, e);
        }
    }

    void see(WalkStep step) {
        if (done || (collector == null && !begins(step))) {
            return;
        }
        current = terms.at(step, walk, current);
        if (collector == null) {
            charset = walk.parser().charset();
            collector = new ReportCollector(current.answers().kept());
        }
        Position start = new Position(0, walk.scanner().start(), walk.scanner().startLine());
        GrowingRecord unused = builder.see(step, current, start);
        collector.see(step, walk, builder.findings()).ifPresent(found -> report = found);
        done = walk.end() >= to && walk.state().text().equals(stoppedAt);
    }

    private boolean begins(WalkStep step) {
        return step == WalkStep.OPEN_INTERCHANGE && walk.scanner().start() == from;
    }

    Optional<Collected> collected() {
        ReportCollector found = collector;
        return done && found != null ? Optional.of(new Collected(found, charset, report)) : Optional.empty();
    }
}
