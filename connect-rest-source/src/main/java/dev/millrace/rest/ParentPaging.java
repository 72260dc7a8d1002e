package dev.millrace.rest;

import java.util.Map;
import java.util.Optional;

/** From page to page of a child, and behind its last one to the next row of its parent. Stateless. */
final class ParentPaging implements Paging {

    private final Paging child;

    ParentPaging(Paging child) {
        this.child = child;
    }

    @Override
    public boolean leadsElsewhere() {
        return child.leadsElsewhere();
    }

    @Override
    public boolean isOneWay(Optional<String> token, String next) {
        return token.isPresent()
                && ParentToken.parse(token.get())
                        .values()
                        .equals(ParentToken.parse(next).values());
    }

    @Override
    public Decision next(Page page, RowsRead rows) {
        Optional<ParentToken> here = page.fact(ParentPages.HERE).map(ParentToken::parse);
        if (here.isPresent()) {
            Optional<String> inner = here.get().child().or(child::first);
            Page within = page.as(page.request().within(inner, page.request().given()), Map.of());
            Decision decision = child.next(within, rows);
            if (decision instanceof More more) {
                return new More(here.get().at(Optional.of(more.token())).text());
            }
            if (decision instanceof Unknown) {
                return decision;
            }
        }
        return page.fact(ParentPages.NEXT)
                .map(token -> (Decision) new More(token))
                .orElse(LAST);
    }
}
