package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Gets the pages of a child, row by row of its parent. Of the parent one page is in memory, and of its rows only the fields
 * that requests need.
 */
final class ParentPages implements PageFetcher {

    /** The fact of a page that says which row of the parent it belongs to. */
    static final String HERE = "parent here";

    /** The one that leads to the next row of the parent. */
    static final String NEXT = "parent next";

    private static final int NO_CONTENT = 204;

    private final String parent;
    private final List<String> fields;
    private final PageFetcher parents;
    private final Optional<String> firstOfParents;
    private final ParentRows rows;
    private final PageFetcher children;
    private final Optional<String> firstOfChildren;
    private volatile ParentRows.@Nullable Listing listing;

    ParentPages(
            ParentSettings settings,
            PageFetcher parents,
            Optional<String> firstOfParents,
            ParentRows rows,
            PageFetcher children,
            Optional<String> firstOfChildren) {
        this.parent = settings.endpoint().orElseThrow();
        this.fields = settings.fields();
        this.parents = parents;
        this.firstOfParents = firstOfParents;
        this.rows = rows;
        this.children = children;
        this.firstOfChildren = firstOfChildren;
    }

    @Override
    public Fetch fetch(PageRequest request) {
        ParentToken at = request.token().map(ParentToken::parse).orElse(ParentToken.START);
        boolean begins = request.token().isEmpty();
        ParentRows.Listing known = listing;
        CompletableFuture<Page> page = Asking.begin(asking -> known != null && known.isOf(at) && !begins
                ? child(asking, request, at, known)
                : asking.page(parents, ofParent(request, at)).thenCompose(answer -> {
                    ParentRows.Listing there = rows.of(at, answer);
                    listing = there;
                    return child(asking, request, at, there);
                }));
        return new UnderWay(page);
    }

    private PageRequest ofParent(PageRequest request, ParentToken at) {
        return new PageRequest(
                parent,
                Window.ALL,
                at.page(),
                at.pageToken().or(() -> firstOfParents),
                Optional.empty(),
                request.now(),
                Map.of());
    }

    private CompletableFuture<Page> child(
            Asking asking, PageRequest request, ParentToken at, ParentRows.Listing known) {
        if (known.rows().isEmpty()) {
            return CompletableFuture.completedFuture(nothing(request, known));
        }
        List<String> values = at.row() < known.rows().size() ? known.rows().get(at.row()) : List.of();
        if (values.isEmpty() || (!at.values().isEmpty() && !at.values().equals(values))) {
            return CompletableFuture.failedFuture(new ConnectorFailure(
                    FailureKind.REJECTED,
                    "parent-moved",
                    request + ": the rows of " + parent + " are others than they were when it was interrupted"));
        }
        ParentToken here = at.of(at.row(), values).at(at.child());
        Map<String, String> places = new HashMap<>();
        for (int field = 0; field < fields.size(); field++) {
            places.put(ParentSettings.PLACE + fields.get(field), values.get(field));
        }
        Map<String, String> facts = new HashMap<>();
        facts.put(HERE, here.text());
        next(here, known).ifPresent(token -> facts.put(NEXT, token));
        PageRequest inner = request.within(at.child().or(() -> firstOfChildren), places);
        return asking.page(children, inner).thenApply(page -> page.as(request.reachedBy(here.text(), places), facts));
    }

    private static Optional<String> next(ParentToken here, ParentRows.Listing known) {
        int row = here.row() + 1;
        return row < known.rows().size()
                ? Optional.of(here.of(row, known.rows().get(row)).text())
                : known.next().map(token -> here.nextPage(token).text());
    }

    /** The answer to a parent without rows: none was asked for. */
    private static Page nothing(PageRequest request, ParentRows.Listing known) {
        return new Page(
                request,
                known.address(),
                NO_CONTENT,
                Map.of(),
                new byte[0],
                known.next()
                        .map(token -> Map.of(NEXT, known.at().nextPage(token).text()))
                        .orElse(Map.of()),
                new Validators("", Optional.empty(), Optional.empty()));
    }

    @Override
    public void close() {
        parents.close();
        children.close();
    }
}
