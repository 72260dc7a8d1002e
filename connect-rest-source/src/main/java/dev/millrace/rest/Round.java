package dev.millrace.rest;

import dev.millrace.feed.format.Read;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.change.RowHasher;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round of an endpoint: page after page, row after row, each row with the offset from which the next one follows. The
 * last record of a page leads to the next page, that of the last page moves the cursor. Belongs to the polling thread.
 */
final class Round implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    /** An API that leads in a circle does so with fewer pages. */
    private static final int TOKENS_KEPT = 100_000;

    /** As many rows as a page has may come before it between two requests, which makes the next page the same. */
    private static final int REPEATS = 3;

    private final RoundParts parts;
    private final Progress progress;
    private final Set<Long> tokens = new HashSet<>();
    private final RowHasher hasher = new RowHasher();
    private final RoundTotals totals = new RoundTotals();
    private PageRequest wanted;
    private @Nullable PageRequest probe;
    private @Nullable Page kept;
    private boolean isReadAgain;
    private long largestPage;
    private @Nullable OpenPage open;
    private @Nullable ConnectorFailure broken;
    private long rowsBefore;
    private int repeats;
    private boolean over;
    private Optional<Validators> validators = Optional.empty();

    private Round(RoundParts parts, Progress progress, Optional<Validators> known, Instant now) {
        this.parts = parts;
        this.progress = progress;
        this.wanted = new PageRequest(
                parts.endpoint(),
                parts.written(progress.window()),
                progress.page(),
                progress.token(),
                known,
                now,
                Map.of());
    }

    /** A round that begins. */
    static Round begin(RoundParts parts, EndpointState state, Window window, Instant now) {
        Progress progress =
                Progress.begin(parts.increment(), state, window, parts.paging().first());
        return new Round(parts, progress, state.validators(), now);
    }

    /** A round that goes on where an offset says. */
    static Round resume(RoundParts parts, EndpointState state, RoundState at, Instant now) {
        return new Round(parts, Progress.resume(parts.increment(), state, at), Optional.empty(), now);
    }

    /** The page to be asked for, or that is open. */
    PageRequest wanted() {
        PageRequest behind = probe;
        return behind == null ? wanted : behind;
    }

    boolean isOpen() {
        return open != null;
    }

    /** Whether its last page is read. */
    boolean isOver() {
        return over;
    }

    RoundTotals totals() {
        return totals;
    }

    Progress progress() {
        return progress;
    }

    /** The page behind the open one, when that is already known, so that it may be asked for ahead. */
    Optional<PageRequest> ahead() {
        OpenPage page = open;
        if (page == null || kept != null) {
            return Optional.empty();
        }
        Paging.Decision decision = page.decide(false);
        return decision instanceof Paging.More more ? Optional.of(wanted.following(more.token())) : Optional.empty();
    }

    /** The page that is wanted, where it came before; null where it has to be asked for. */
    @Nullable
    Page takeKept() {
        Page page = kept;
        if (page == null || open != null || isReadAgain || probe != null) {
            return null;
        }
        kept = null;
        return page;
    }

    /** Takes the page that was wanted. */
    void open(Page page) {
        if (page.isUnchanged()) {
            validators = page.request().known();
            over = true;
            return;
        }
        if (probe != null) {
            judgeProbe(page);
            return;
        }
        if (!page.validators().isEmpty() && wanted.page() == 1) {
            validators = Optional.of(page.validators());
        }
        if (!isReadAgain) {
            totals.add(page, progress.rows() == 0);
        }
        Optional<String> told = page.request().token();
        if (told.isPresent() && !told.equals(wanted.token())) {
            wanted = wanted.reachedBy(told.get(), Map.of());
            progress.reachedBy(told.get());
        }
        open = new OpenPage(page);
    }

    /**
     * Behind a page that was not full comes one with rows: rows may have been added to the former since it was read, so it is
     * read again. Behind the last page comes an empty one.
     */
    private void judgeProbe(Page page) {
        try (RowSource rows = parts.rows().open(page)) {
            over = rows.next() == null;
        }
        probe = null;
        isReadAgain = !over;
        kept = over ? null : page;
    }

    /**
     * The next record of the open page; null when there is none, and another page has to be opened or the round is over.
     *
     * @throws ConnectorFailure MALFORMED when the rest of the page can't be read: it may be asked for again and opened, and
     *     goes on behind the last row; MISCONFIGURED when pages lead nowhere
     */
    @Nullable
    Emission next() {
        ConnectorFailure before = broken;
        if (before != null) {
            broken = null;
            throw before;
        }
        OpenPage page = open;
        if (page == null) {
            return null;
        }
        try {
            return page.next();
        } catch (ConnectorFailure failed) {
            Emission last = page.pending;
            close();
            if (last == null) {
                throw failed;
            }
            broken = failed;
            return last;
        }
    }

    /** The offset behind the end of the round. */
    PollOffset end() {
        return progress.end(validators);
    }

    @Override
    public void close() {
        OpenPage page = open;
        open = null;
        if (page != null) {
            page.rows.close();
        }
    }

    /** A page whose rows are read. */
    private final class OpenPage {

        private final Page page;
        private RowSource rows;
        private HashCount again;
        private long count;
        private @Nullable Object last;
        private @Nullable Emission pending;

        OpenPage(Page page) {
            this.page = page;
            this.rows = parts.rows().open(page);
            this.again = progress.seen().count();
            if (progress.rows() > Hashes.MOST) {
                passOver();
            }
        }

        /** Of a page with very many rows only a hash over those that are done with is known. */
        private void passOver() {
            long chain = 0;
            long passed = 0;
            while (passed < progress.rows()) {
                Row row = rows.next();
                if (row == null) {
                    break;
                }
                chain = Progress.chained(chain, row.hash());
                passed++;
            }
            count = passed;
            if (passed < progress.rows() || chain != progress.chain()) {
                LOG.warn(
                        "{}: {} is another one than it was before it was interrupted; its rows are read again from the"
                                + " first one",
                        page.shownAddress(),
                        page.request());
                rows.close();
                rows = parts.rows().open(page);
                progress.forgetPage();
                again = new HashCount();
                count = 0;
            }
        }

        @Nullable
        Emission next() {
            while (true) {
                Row row = rows.next();
                if (row == null) {
                    return end();
                }
                count++;
                if (row.read() instanceof Read.Value value) {
                    last = value.value();
                }
                if (again.take(row.hash())) {
                    continue;
                }
                Emission emission = judge(row);
                if (emission != null) {
                    Emission before = pending;
                    pending = emission;
                    if (before != null) {
                        return before;
                    }
                }
            }
        }

        /** What becomes of a row; null when it is left out. */
        private @Nullable Emission judge(Row row) {
            Optional<String> fault = Optional.empty();
            Optional<Cursor> cursor = Optional.empty();
            if (row.read() instanceof Read.Value value) {
                try {
                    cursor = parts.increment().cursorOf(value.value(), progress.window());
                } catch (IllegalArgumentException without) {
                    fault = Optional.of(String.valueOf(without.getMessage()));
                }
            } else if (row.read() instanceof Read.Malformed malformed) {
                fault = Optional.of(malformed.code());
            }
            progress.done(row.hash());
            boolean older = cursor.isPresent() && parts.increment().isBefore(cursor.get(), progress.window());
            boolean known = !older && cursor.isPresent() && progress.isKnown(row.hash());
            if (cursor.isPresent() && !older) {
                progress.reached(cursor.get(), row.hash());
            }
            if (older || known) {
                totals.leftOut(known);
                return null;
            }
            totals.count(fault.isPresent());
            if (isReadAgain) {
                totals.broken();
            }
            progress.count();
            return new Emission(row, page, fault, progress.here());
        }

        private Paging.Decision decide(boolean all) {
            return parts.paging().next(page, new Paging.RowsRead(count, all, last));
        }

        /** All rows are read: the last record leads on. */
        private @Nullable Emission end() {
            Paging.Decision decision = decide(true);
            if (decision instanceof Paging.More more && more.isGuess() && mayHaveGrown()) {
                probe = wanted.following(more.token());
            } else if (decision instanceof Paging.More more) {
                isReadAgain = false;
                largestPage = Math.max(largestPage, count);
                requireMove(more.token());
                rowsBefore = progress.chain();
                wanted = wanted.following(more.token());
                progress.turn(wanted.page(), Optional.of(more.token()));
            } else {
                over = true;
            }
            Emission behind = pending == null ? null : pending.at(over ? Round.this.end() : progress.here());
            pending = behind;
            close();
            return behind;
        }

        private boolean mayHaveGrown() {
            boolean isFull = parts.fullPage() > 0 ? count >= parts.fullPage() : largestPage > 0 && count >= largestPage;
            return !isFull && !isReadAgain;
        }

        private void requireMove(String token) {
            boolean isOneWay = parts.paging().isOneWay(wanted.token(), token);
            repeats = isOneWay && count > 0 && progress.chain() == rowsBefore ? repeats + 1 : 0;
            byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
            boolean isNew = tokens.size() >= TOKENS_KEPT || tokens.add(hasher.hash(bytes, 0, bytes.length));
            if (!isNew || page.request().token().filter(token::equals).isPresent()) {
                throw lost("page-cursor-not-moving", "the cursor of the next page was the cursor of an earlier one");
            }
            if (repeats >= REPEATS) {
                throw lost("page-repeated", "its rows are those of the pages before, although others were asked for");
            }
            if (wanted.page() >= parts.mostPages()) {
                throw lost("too-many-pages", "the round has more pages than " + PagingSettings.MOST + " allows");
            }
        }

        private ConnectorFailure lost(String code, String sentence) {
            return new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    code,
                    page.shownAddress() + ", " + page.request() + ": " + sentence
                            + ". Check that the request uses the place of its pagination, and the options of pages");
        }
    }
}
