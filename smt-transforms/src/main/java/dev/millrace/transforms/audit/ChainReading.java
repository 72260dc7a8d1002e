package dev.millrace.transforms.audit;

import dev.millrace.kit.AuditChain;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one chain so far: runs of events, each of which names the hash of the one in front of it. An event joins the
 * run that it continues, so that a chain without gaps is one run in the end, whatever its length.
 */
final class ChainReading {

    /** Findings of a kind that are listed; all are counted. */
    private static final int LISTED = 100;

    /** Events of which nothing is missing in between. */
    private record Run(
            long first, String firstPrevious, String firstHash, ChainReport.Place at, long last, String lastHash) {}

    private final int mostRuns;
    private final TreeMap<Long, Run> runs = new TreeMap<>();
    private final Map<String, Long> lastOfLog = new HashMap<>();
    private final List<ChainReport.Finding> findings = new ArrayList<>();
    private final EnumMap<ChainReport.Kind, Long> counts = new EnumMap<>(ChainReport.Kind.class);
    private long events;
    private long repeats;
    private long forgotten = Long.MIN_VALUE;

    ChainReading(int mostRuns) {
        this.mostRuns = mostRuns;
    }

    /** Whether an event of this number was read, or none can be. */
    boolean covers(long seq) {
        Map.Entry<Long, Run> run = runs.floorEntry(seq);
        return run != null && seq <= run.getValue().last();
    }

    /** The hash of the event where that ends or starts a run. */
    @Nullable
    String endOrStart(long seq) {
        Map.Entry<Long, Run> run = runs.floorEntry(seq);
        if (run == null) {
            return null;
        }
        return run.getValue().last() == seq
                ? run.getValue().lastHash()
                : run.getValue().first() == seq ? run.getValue().firstHash() : null;
    }

    void forgot(long seq) {
        forgotten = Math.max(forgotten, seq);
    }

    /** Whether it can't be told any more which event had this number. */
    boolean hasForgotten(long seq) {
        return seq <= forgotten;
    }

    void repeated() {
        repeats++;
    }

    void find(ChainReport.Kind kind, long seq, ChainReport.Place at) {
        if (counts.merge(kind, 1L, Long::sum) <= LISTED) {
            findings.add(new ChainReport.Finding(kind, seq, at));
        }
    }

    /** Takes an event whose number is new. */
    void take(AuditChain.Link link, String hash, ChainReport.Place at) {
        events++;
        Run run = new Run(link.seq(), link.prevHash(), hash, at, link.seq(), hash);
        Map.Entry<Long, Run> before = runs.lowerEntry(link.seq());
        if (before != null && isJoined(before.getValue(), run)) {
            run = joined(before.getValue(), run);
        }
        Map.Entry<Long, Run> behind = runs.higherEntry(link.seq());
        if (behind != null && isJoined(run, behind.getValue())) {
            runs.remove(behind.getKey());
            run = joined(run, behind.getValue());
        }
        runs.put(run.first(), run);
        Long last = lastOfLog.get(at.log());
        if (last != null && last > link.seq()) {
            find(ChainReport.Kind.REORDERED, link.seq(), at);
        } else {
            lastOfLog.put(at.log(), link.seq());
        }
        if (runs.size() > mostRuns) {
            giveUpTheFirstGap();
        }
    }

    /** Whether nothing can be in between; by hash, or by number, which is a finding when the hash is another. */
    private boolean isJoined(Run before, Run run) {
        if (run.firstPrevious().equals(before.lastHash())) {
            return true;
        }
        if (run.first() != before.last() + 1) {
            return false;
        }
        find(ChainReport.Kind.WRONG_PREVIOUS, run.first(), run.at());
        return true;
    }

    private static Run joined(Run before, Run run) {
        return new Run(
                before.first(), before.firstPrevious(), before.firstHash(), before.at(), run.last(), run.lastHash());
    }

    /** Takes the gap behind the first run as one for good: what would fill it can't be judged from then on. */
    private void giveUpTheFirstGap() {
        Run first = runs.pollFirstEntry().getValue();
        Run second = runs.pollFirstEntry().getValue();
        judge(first, second, this::find);
        forgot(second.first());
        runs.put(first.first(), joined(first, second));
    }

    private interface Judgement {
        void find(ChainReport.Kind kind, long seq, ChainReport.Place at);
    }

    private static void judge(@Nullable Run before, Run run, Judgement judgement) {
        if (before == null) {
            if (!run.firstPrevious().isEmpty()) {
                judgement.find(ChainReport.Kind.GAP, run.first(), run.at());
            }
        } else {
            // An event that names none in front of it can't be behind another one, whatever is missing.
            ChainReport.Kind kind =
                    run.firstPrevious().isEmpty() ? ChainReport.Kind.WRONG_PREVIOUS : ChainReport.Kind.GAP;
            judgement.find(kind, run.first(), run.at());
        }
    }

    ChainReport.Chain report(String id) {
        List<ChainReport.Finding> found = new ArrayList<>(findings);
        EnumMap<ChainReport.Kind, Long> counted = new EnumMap<>(counts);
        Run before = null;
        for (Run run : runs.values()) {
            judge(before, run, (kind, seq, at) -> {
                if (counted.merge(kind, 1L, Long::sum) <= LISTED) {
                    found.add(new ChainReport.Finding(kind, seq, at));
                }
            });
            before = run;
        }
        return new ChainReport.Chain(
                id,
                events,
                repeats,
                runs.firstKey(),
                runs.lastEntry().getValue().last(),
                runs.lastEntry().getValue().lastHash(),
                found,
                counted);
    }
}
