package dev.millrace.rest;

import java.util.Optional;

/**
 * How far a round has come, row by row: which rows are done with, and what the offset behind each of them is. Belongs to
 * the polling thread; offsets are for any.
 */
final class Progress {

    private final Increment increment;
    private final long round;
    private final Optional<String> cursor;
    private final Hashes known;
    private final HashCount knownLeft;
    private final HashLog knownThatCame = new HashLog();
    private final Window window;
    private final Recent recent;
    private long sequence;
    private long page;
    private Optional<String> token;
    private long rows;
    private HashLog seen;
    private long chain;

    private Progress(Increment increment, EndpointState state, long round, RoundState at) {
        this.increment = increment;
        this.round = round;
        this.cursor = state.cursor();
        this.known = state.known();
        this.knownLeft = known.count();
        this.sequence = state.sequence();
        this.window = at.window();
        this.recent = new Recent(increment::floor);
        at.max().ifPresent(max -> recent.restore(increment.parse(max), at.recent()));
        this.page = at.page();
        this.token = at.token();
        this.rows = at.rows();
        this.seen = new HashLog(at.seen());
        this.chain = at.chain();
    }

    /** A round that begins. */
    static Progress begin(Increment increment, EndpointState state, Window window, Optional<String> token) {
        RoundState first = new RoundState(window, 1, token, 0, Hashes.NONE, 0, Optional.empty(), Hashes.NONE);
        return new Progress(increment, state, state.round() + 1, first);
    }

    /** A round that goes on where an offset says. */
    static Progress resume(Increment increment, EndpointState state, RoundState at) {
        return new Progress(increment, state, state.round(), at);
    }

    Window window() {
        return window;
    }

    long round() {
        return round;
    }

    long page() {
        return page;
    }

    Optional<String> token() {
        return token;
    }

    /** How many rows of the page are done with. */
    long rows() {
        return rows;
    }

    /** The hashes of the rows of the page that are done with; none where only {@link #chain} tells. */
    Hashes seen() {
        return rows > Hashes.MOST ? Hashes.NONE : seen.soFar();
    }

    /** A hash over the rows of the page that are done with. */
    long chain() {
        return chain;
    }

    /** How many rows had to be forgotten that may come again. */
    long forgotten() {
        return recent.forgotten();
    }

    /** Whether a row was handed over by an earlier round; says so as often as it was. */
    boolean isKnown(long hash) {
        boolean isKnown = knownLeft.take(hash);
        if (isKnown) {
            knownThatCame.add(hash);
        }
        return isKnown;
    }

    /** A row is done with. */
    void done(long hash) {
        rows++;
        chain = chained(chain, hash);
        if (rows <= Hashes.MOST) {
            seen.add(hash);
        }
    }

    static long chained(long chain, long hash) {
        return (chain ^ hash) * 0x9E3779B97F4A7C15L + 1;
    }

    /** A row has this cursor. */
    void reached(Cursor rowCursor, long hash) {
        recent.add(rowCursor, hash);
    }

    /** The page that is open is begun anew, because it is another one than it was. */
    void forgetPage() {
        turn(page, token);
    }

    /** The page that is open turned out to be reached by a token that says more. */
    void reachedBy(String told) {
        token = Optional.of(told);
    }

    /** The page is read; another one comes. */
    void turn(long next, Optional<String> nextToken) {
        page = next;
        token = nextToken;
        rows = 0;
        seen = new HashLog();
        chain = 0;
    }

    /** Another record leaves; {@link #here} and {@link #end} are its offset from now on. */
    void count() {
        sequence++;
    }

    /** The offset behind the last row, as long as the round goes on. */
    PollOffset here() {
        return new PollOffset(
                sequence,
                round,
                cursor,
                new PollOffset.Known(known, knownThatCame.soFar()),
                Optional.empty(),
                new PollOffset.Running(window, page, token, rows, seen(), chain, recent.soFar()));
    }

    /** The offset behind the last record of the round: the cursor moves. */
    PollOffset end(Optional<Validators> validators) {
        Recent.Snapshot reached = recent.soFar();
        Optional<String> next = increment.after(cursor, window, reached.max());
        Hashes rowsThere = reached.hashes();
        boolean moved = !next.equals(cursor) && cursor.isPresent();
        Hashes left = moved ? Hashes.NONE : known.without(knownThatCame.soFar());
        return new PollOffset(
                sequence, round, next, new PollOffset.Known(left.and(rowsThere), Hashes.NONE), validators, null);
    }
}
