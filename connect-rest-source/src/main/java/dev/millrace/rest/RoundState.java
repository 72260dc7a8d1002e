package dev.millrace.rest;

import java.util.Optional;

/**
 * How far a round has come.
 *
 * @param page number of the page that is read, from 1
 * @param token what leads to that page; empty for the first one of most APIs
 * @param rows how many of its rows are done with
 * @param seen their hashes; none where there were too many
 * @param chain a hash over all of them in their order, for the same purpose
 * @param max the highest cursor of the round
 * @param recent hashes of the rows from its floor on
 */
record RoundState(
        Window window,
        long page,
        Optional<String> token,
        long rows,
        Hashes seen,
        long chain,
        Optional<String> max,
        Hashes recent) {}
