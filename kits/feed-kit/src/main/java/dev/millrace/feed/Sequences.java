package dev.millrace.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets numbered files pass in the order of their numbers, each sequence for itself. A number that is missing holds up those
 * behind it for a time; one that comes late, below a number that was let pass, is read at once. A sequence begins with the
 * lowest number that is seen first. Belongs to the reading thread.
 */
final class Sequences {

    private static final Logger LOG = LoggerFactory.getLogger(Sequences.class);

    /** How many sequences are remembered; of those not seen for longest the next number is forgotten. */
    private static final int MOST = 10_000;

    private static final class Progress {
        private long next;
        private long gapSince = -1;
    }

    private record Candidate(FileIdentity file, SequencePattern.@Nullable Numbered place) {
        private long number() {
            return place == null ? Long.MAX_VALUE : place.number();
        }
    }

    private final SequencePattern pattern;
    private final long gapMillis;
    private final Map<FileIdentity, String> gaps = new HashMap<>();
    private final Map<String, Progress> sequences = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Progress> eldest) {
            return size() > MOST;
        }
    };
    private long held;

    Sequences(SequencePattern pattern, long gapMillis) {
        this.pattern = pattern;
        this.gapMillis = gapMillis;
    }

    /**
     * The files that may be read now, in their order.
     *
     * @param waiting files that are there and not ready
     */
    List<FileIdentity> pass(List<FileIdentity> ready, List<FileIdentity> waiting, long now) {
        Map<String, Set<Long>> notReady = new HashMap<>();
        Map<String, Long> lowest = new HashMap<>();
        for (FileIdentity file : waiting) {
            pattern.find(file.path()).ifPresent(place -> {
                notReady.computeIfAbsent(place.sequence(), key -> new HashSet<>())
                        .add(place.number());
                lowest.merge(place.sequence(), place.number(), Math::min);
            });
        }
        List<Candidate> candidates = new ArrayList<>(ready.size());
        for (FileIdentity file : ready) {
            Optional<SequencePattern.Numbered> place = pattern.find(file.path());
            place.ifPresent(found -> lowest.merge(found.sequence(), found.number(), Math::min));
            candidates.add(new Candidate(file, place.orElse(null)));
        }
        candidates.sort(Comparator.comparingLong(Candidate::number)
                .thenComparing(Candidate::file, OrderSettings.Order.SEQUENCE.comparator()));
        Set<String> closed = new HashSet<>();
        List<FileIdentity> passed = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            SequencePattern.Numbered place = candidate.place();
            if (place == null
                    || (!closed.contains(place.sequence())
                            && passes(
                                    candidate.file(),
                                    place,
                                    lowest.getOrDefault(place.sequence(), place.number()),
                                    notReady.getOrDefault(place.sequence(), Set.of()),
                                    now))) {
                passed.add(candidate.file());
            } else {
                closed.add(place.sequence());
            }
        }
        held = closed.size();
        return passed;
    }

    private boolean passes(
            FileIdentity file, SequencePattern.Numbered place, long lowest, Set<Long> notReady, long now) {
        Progress progress = sequences.computeIfAbsent(place.sequence(), key -> {
            Progress first = new Progress();
            first.next = lowest;
            return first;
        });
        if (place.number() < progress.next) {
            return true;
        }
        if (place.number() > progress.next) {
            if (notReady.stream().anyMatch(number -> number >= progress.next && number < place.number())) {
                progress.gapSince = -1;
                return false;
            }
            if (!isOver(progress, file, place, now)) {
                return false;
            }
        }
        progress.next = place.number() + 1;
        progress.gapSince = -1;
        return true;
    }

    /** Whether a gap was waited for long enough; tells of it when it is noticed, and when it is given up. */
    private boolean isOver(Progress progress, FileIdentity file, SequencePattern.Numbered place, long now) {
        String missing = progress.next + (place.number() == progress.next + 1 ? "" : " to " + (place.number() - 1));
        if (progress.gapSince < 0) {
            progress.gapSince = now;
            LOG.warn(
                    "{}: number {} of its sequence is missing; it is waited for, for {} ms",
                    file.subject(),
                    missing,
                    gapMillis);
        }
        if (now - progress.gapSince < gapMillis) {
            return false;
        }
        LOG.warn("{} is read without number {} of its sequence, which did not come", file.subject(), missing);
        gaps.put(file, missing);
        return true;
    }

    /** A file that was let pass could not be read: it is waited for again. */
    void lost(FileIdentity file) {
        pattern.find(file.path()).ifPresent(place -> {
            Progress progress = sequences.get(place.sequence());
            if (progress != null) {
                progress.next = Math.min(progress.next, place.number());
            }
        });
    }

    /** The numbers in front of a file that did not come; told once. */
    Optional<String> gapBefore(FileIdentity file) {
        return Optional.ofNullable(gaps.remove(file));
    }

    /** By number, then by name; what has no number comes last. */
    Comparator<FileIdentity> comparator() {
        return Comparator.<FileIdentity>comparingLong(file -> pattern.find(file.path())
                        .map(SequencePattern.Numbered::number)
                        .orElse(Long.MAX_VALUE))
                .thenComparing(OrderSettings.Order.SEQUENCE.comparator());
    }

    /** How many sequences wait for a number. */
    long held() {
        return held;
    }
}
