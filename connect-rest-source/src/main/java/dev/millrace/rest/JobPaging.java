package dev.millrace.rest;

import java.util.Map;
import java.util.Optional;

/** From page to page of a job's rows. Stateless. */
final class JobPaging implements Paging {

    private final Paging rows;

    JobPaging(Paging rows) {
        this.rows = rows;
    }

    @Override
    public Decision next(Page page, RowsRead read) {
        JobToken job = JobToken.parse(page.request().token().orElseThrow());
        Page within = page.as(
                page.request().within(job.page().or(rows::first), page.request().given()), Map.of());
        Decision decision = rows.next(within, read);
        return decision instanceof More more
                ? new More(job.at(Optional.of(more.token())).text(), more.isGuess())
                : decision;
    }
}
