package dev.millrace.transforms.audit;

import dev.millrace.kit.AuditChain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Verifies chained evidence that was read from logs. Hand over what was read, each log in its order, then ask for the report;
 * a chain may be spread over many logs. It computes every hash anew and trusts nothing that it reads. It needs no key. Belongs
 * to one thread.
 *
 * <p>Its memory does not grow with the length of chains: of events that follow on each other it keeps the first and the last, and
 * of a limited number of others their hashes, to tell a repetition from a second event of one number. So logs that share a chain
 * should be read side by side, in the order of time.
 *
 * <p>It judges the evidence alone. Whether a record's payload is what its evidence says is for whoever reads the payload; and
 * who can write the log can also write a whole chain anew: compare {@link ChainReport.Chain#lastHash} with what was noted
 * elsewhere.
 */
public final class ChainVerifier {

    /** About 25 MB. */
    private static final int MEMORY = 100_000;

    private record LinkNumber(String chain, long seq) {}

    private final Map<String, ChainReading> chains = new TreeMap<>();
    private final LinkedHashMap<LinkNumber, String> recent = new LinkedHashMap<>();
    private final int memory;
    private long unchained;
    private long unreadable;

    public ChainVerifier() {
        this(MEMORY);
    }

    /**
     * With a memory of another size.
     *
     * @param memory how many hashes are kept, and how many stretches of each chain that do not follow on each other
     */
    public ChainVerifier(int memory) {
        this.memory = memory;
    }

    /**
     * Takes the next record of a log whose places are of no interest.
     *
     * @param log what tells the log from others in findings, such as a topic and partition
     */
    public void accept(String log, AuditHeaders headers) {
        accept(new ChainReport.Place(log, ChainReport.Place.UNTOLD), headers);
    }

    /**
     * Takes the next record of a log, with the evidence in its headers.
     *
     * @return whether its evidence could be read, or there was none
     */
    public boolean accept(ChainReport.Place at, AuditHeaders headers) {
        Optional<AuditChain.Link> link;
        Optional<String> told;
        try {
            link = headers.link();
            told = headers.text(AuditField.CHAIN_HASH);
        } catch (IllegalArgumentException wrong) {
            unreadable++;
            return false;
        }
        if (link.isEmpty()) {
            unchained++;
        } else if (told.isEmpty()) {
            unreadable++;
            return false;
        } else {
            accept(at, link.get(), told.get(), headers.canonical());
        }
        return true;
    }

    /**
     * Takes the next event of an audit topic, which does not tell its own hash: that is known from the event behind it alone.
     *
     * @param canonical the form of the event that is hashed
     */
    public void accept(ChainReport.Place at, AuditChain.Link link, String canonical) {
        accept(at, link, link.hash(canonical), canonical);
    }

    private void accept(ChainReport.Place at, AuditChain.Link link, String told, String canonical) {
        ChainReading reading = chains.computeIfAbsent(link.chainId(), id -> new ChainReading(memory));
        if (!link.hash(canonical).equals(told)) {
            reading.find(ChainReport.Kind.EDITED, link.seq(), at);
        }
        LinkNumber number = new LinkNumber(link.chainId(), link.seq());
        String known = recent.get(number);
        if (known == null && reading.covers(link.seq())) {
            known = reading.endOrStart(link.seq());
        }
        if (known != null) {
            if (known.equals(told)) {
                reading.repeated();
            } else {
                reading.find(ChainReport.Kind.FORKED, link.seq(), at);
            }
        } else if (reading.covers(link.seq())) {
            reading.find(
                    reading.hasForgotten(link.seq()) ? ChainReport.Kind.UNJUDGED : ChainReport.Kind.FORKED,
                    link.seq(),
                    at);
        } else {
            reading.take(link, told, at);
            remember(number, told);
        }
    }

    private void remember(LinkNumber number, String hash) {
        recent.put(number, hash);
        if (recent.size() > memory) {
            LinkNumber eldest = recent.keySet().iterator().next();
            recent.remove(eldest);
            ChainReading reading = chains.get(eldest.chain());
            if (reading != null) {
                reading.forgot(eldest.seq());
            }
        }
    }

    /** What was found in all that was handed over. */
    public ChainReport report() {
        List<ChainReport.Chain> found = new ArrayList<>();
        chains.forEach((id, reading) -> found.add(reading.report(id)));
        return new ChainReport(found, unchained, unreadable);
    }
}
