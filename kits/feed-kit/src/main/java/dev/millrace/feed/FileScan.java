package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoredFile;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks into the input folders now and then, and tells which files are to be read. Keeps of a listing only what this task
 * reads. Belongs to the reading thread.
 */
final class FileScan {

    private final FileStore store;
    private final FolderWalk walk;
    private final FileSelection selection;
    private final Companions companions;
    private final ReadinessRule readiness;
    private final Manifests manifests;
    private final SidecarDigests sidecars;
    private final OrderSettings order;
    private final Optional<Sequences> sequences;
    private final FileIdentity.Kind identity;
    private final Duration interval;
    private final FilesInHand inHand;
    private final Clock clock;
    private final FeedMeters meters;
    private final Set<String> beside = new HashSet<>();
    private long next;

    FileScan(
            FileStore store,
            FeedSettings settings,
            FileSelection selection,
            FilesInHand inHand,
            Clock clock,
            FeedMeters meters) {
        this.store = store;
        this.walk = new FolderWalk(store, settings.input(), settings.ownFolders());
        this.selection = selection;
        this.companions = new Companions(settings.readiness());
        this.readiness = new ReadinessRule(settings.readiness());
        this.manifests = new Manifests(store, settings.readiness(), selection::isOfThisTask);
        this.sidecars = new SidecarDigests(store, settings.readiness());
        this.order = settings.order();
        this.sequences = order.sequence()
                .map(pattern -> new Sequences(pattern, order.gap().toMillis()));
        this.identity = settings.identity().kind();
        this.interval = settings.selection().scanInterval();
        this.inHand = inHand;
        this.clock = clock;
        this.meters = meters;
    }

    boolean isDue() {
        return clock.millis() >= next;
    }

    /** The files that are ready and not in hand, in the order in which they are to be read. */
    List<FileIdentity> look() {
        long began = clock.millis();
        next = began + interval.toMillis();
        ScanTally tally = new ScanTally(clock);
        beside.clear();
        inHand.scanBegins();
        walk.walk(new FolderWalk.Visitor() {
            @Override
            public boolean enters(String input, String folder) {
                return selection.enters(input, folder);
            }

            @Override
            public void file(String input, StoredFile file) {
                see(input, file, began, tally);
            }
        });
        List<FileIdentity> ready = judge(began, tally);
        inHand.scanEnded();
        beside.clear();
        tally.unreadableFolders = walk.unreadable();
        tally.unreadableManifests = manifests.unreadable();
        tally.missingByManifest = manifests.missing();
        tally.millis = clock.millis() - began;
        meters.scan.ended(tally);
        return ready;
    }

    /** A file that was offered could not be read: those behind it may have to wait. */
    void lost(FileIdentity file) {
        sequences.ifPresent(known -> known.lost(file));
    }

    /** The missing numbers that a file was let pass without; told once. */
    Optional<String> gapBefore(FileIdentity file) {
        return sequences.flatMap(known -> known.gapBefore(file));
    }

    /**
     * What a manifest or the file beside it says that its bytes hash to.
     *
     * @throws dev.millrace.kit.ConnectorFailure REJECTED when a digest is asked for that can't be read
     */
    Optional<ExpectedDigest> expectedDigest(FileIdentity file) {
        Optional<ExpectedDigest> listed =
                manifests.isUsed() ? manifests.find(file.path()).flatMap(Manifest.Line::digest) : Optional.empty();
        return listed.isPresent() ? listed : sidecars.read(file);
    }

    private void see(String input, StoredFile file, long now, ScanTally tally) {
        tally.listed++;
        String name = file.name();
        Optional<NameTemplate> companion = companions.find(name);
        if (companion.isPresent()) {
            tally.companions++;
            // Whose stem it is can't be told before all files are seen.
            if (companion.get().byStem()
                    || selection.isOfThisTask(companion.get().owner(file.path()))) {
                beside.add(file.path());
            }
            return;
        }
        if (manifests.isManifest(name)) {
            tally.companions++;
            manifests.see(file, now);
            return;
        }
        FileSelection.Verdict verdict = selection.judge(input, file, now);
        if (verdict == FileSelection.Verdict.TAKEN) {
            SeenFile unused = readiness.see(file, now);
        } else {
            tally.skip(verdict);
        }
    }

    private List<FileIdentity> judge(long now, ScanTally tally) {
        List<FileIdentity> ready = new ArrayList<>();
        List<FileIdentity> waiting = new ArrayList<>();
        Iterable<SeenFile> seen = readiness.scanEnded();
        manifests.scanEnded(now, readiness::knows);
        for (SeenFile file : seen) {
            FileIdentity found =
                    new FileIdentity(store.id(), file.path(), file.size(), file.modified(), identity, Optional.empty());
            if (inHand.has(found)) {
                inHand(found, file, tally);
            } else if (isReady(file, now)) {
                manifests.began(file.path());
                tally.unprocessed(file.since());
                ready.add(found);
            } else {
                tally.unprocessed(file.since());
                tally.notReady++;
                if (order.holdsBack()) {
                    waiting.add(found);
                }
            }
        }
        List<FileIdentity> ordered = ordered(ready, waiting, now);
        tally.pending += ordered.size();
        tally.notReady += ready.size() - ordered.size();
        tally.sequencesHeld = sequences.map(Sequences::held).orElse(0L);
        return ordered;
    }

    private void inHand(FileIdentity found, SeenFile file, ScanTally tally) {
        if (inHand.isOnItsWay(found)) {
            tally.pending++;
            tally.unprocessed(file.since());
        } else if (inHand.isDuplicate(found)) {
            tally.duplicates++;
        } else {
            tally.done++;
        }
    }

    private boolean isReady(SeenFile file, long now) {
        return readiness.isReady(file, now) && beside.containsAll(companions.of(file.path())) && manifests.lists(file);
    }

    private List<FileIdentity> ordered(List<FileIdentity> ready, List<FileIdentity> waiting, long now) {
        Comparator<FileIdentity> comparator = order.order().comparator();
        List<FileIdentity> ordered = new ArrayList<>(ready);
        if (sequences.isPresent()) {
            ordered = sequences.get().pass(ready, waiting, now);
            comparator = sequences.get().comparator();
        } else {
            ordered.sort(comparator);
        }
        if (!order.strict() || waiting.isEmpty()) {
            return ordered;
        }
        Comparator<FileIdentity> first = comparator;
        FileIdentity firstWaiting = waiting.stream().min(first).orElseThrow();
        return ordered.stream()
                .takeWhile(file -> first.compare(file, firstWaiting) < 0)
                .toList();
    }
}
