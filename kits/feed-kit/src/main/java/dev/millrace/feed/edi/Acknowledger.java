package dev.millrace.feed.edi;

import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is found in each interchange and answers it behind its end. Holds the report of one interchange and the bytes
 * of one answer. Not thread-safe.
 */
final class Acknowledger {

    private static final long NONE = -1;

    private long start = NONE;
    private PartnerTerms terms;
    private Charset charset = StandardCharsets.ISO_8859_1;
    private @Nullable ReportCollector collector;
    private Set<Refusal> refusals = Set.of();
    private Iterator<Read.Reply> replies = Collections.emptyIterator();
    private boolean answering;
    private int sent;

    Acknowledger(PartnerTerms terms) {
        this.terms = terms;
    }

    /** Whether what is found in the open interchange is going to be told. */
    boolean listens() {
        return collector != null;
    }

    /** An interchange begins. */
    void open(EdiWalk walk, PartnerTerms ofPartner, Set<Refusal> against) {
        start = walk.scanner().start();
        terms = ofPartner;
        charset = walk.parser().charset();
        refusals = against;
        collector = ofPartner.answers().wanted()
                ? new ReportCollector(ofPartner.answers().kept())
                : null;
    }

    /** Sees the walk's last step; with the one that closes an interchange the answers are there. */
    void see(WalkStep step, EdiWalk walk, List<Finding> findings) {
        if (collector != null) {
            collector.see(step, walk, findings).ifPresent(report -> answer(report, 0));
        }
        if (step == WalkStep.CLOSE_INTERCHANGE) {
            collector = null;
            start = answering ? start : NONE;
        }
    }

    private void answer(InterchangeReport report, int before) {
        sent = before;
        replies = new AcknowledgementWriter(terms.answers(), terms::rejects, charset)
                .replies(report, refusals, new Position(0, start, 1), Position.START)
                .skip(before)
                .iterator();
        answering = replies.hasNext();
    }

    boolean hasReply() {
        return answering;
    }

    /** The next answer, which stands at that point among the reads. */
    Read.Reply next(Position at) {
        Read.Reply reply = replies.next();
        sent++;
        answering = replies.hasNext();
        start = answering ? start : NONE;
        return new Read.Reply(reply.name(), reply.content(), reply.headers(), at, at);
    }

    /** Where the interchange begins that is open or being answered; with how many answers left, and what it was refused for. */
    String state() {
        if (start == NONE) {
            return "";
        }
        if (!answering) {
            return String.valueOf(start);
        }
        String against = refusals.stream().map(Refusal::name).collect(Collectors.joining("+"));
        return start + "." + sent + "." + against;
    }

    /** Where the interchange begins that a state tells of; empty for none. */
    static Optional<Long> startOf(String state) {
        return state.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(state.split("\\.", -1)[0]));
    }

    /**
     * Goes on where another stood.
     *
     * @param collected what a look through the stream found in the interchange; without it the interchange gets no answer
     */
    void resume(String state, EdiTerms all, EdiWalk walk, Optional<Collected> collected) {
        start = startOf(state).orElse(NONE);
        Unit interchange = walk.interchange();
        if (start == NONE || collected.isEmpty()) {
            return;
        }
        Collected found = collected.get();
        charset = found.charset();
        InterchangeReport report = found.report();
        if (interchange != null) {
            terms = all.of(interchange.envelope());
            collector = terms.answers().wanted() ? new ReportCollector(found.collector()) : null;
        } else if (report != null) {
            String[] parts = state.split("\\.", -1);
            terms = all.of(report.interchange());
            refusals = EnumSet.noneOf(Refusal.class);
            Stream.of(parts[2].split("\\+", -1))
                    .filter(name -> !name.isEmpty())
                    .map(Refusal::valueOf)
                    .forEach(refusals::add);
            answer(report, Integer.parseInt(parts[1]));
        }
    }
}
