package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.path.PathReader;
import java.util.Optional;

/** The ways from page to page. */
final class Pagings {

    private Pagings() {}

    /** The way that an endpoint's options choose. */
    static Paging of(PagingSettings settings) {
        Paging way = switch (settings.style()) {
            case NONE -> (page, rows) -> Paging.LAST;
            case PAGE -> numbers(settings);
            case OFFSET -> offsets(settings);
            case CURSOR -> cursors(settings);
            case LINK, NEXT_URL -> new NextAddress(settings);
        };
        return settings.style() == PagingSettings.Style.NONE ? way : stopping(settings, way);
    }

    private static Paging numbers(PagingSettings settings) {
        return new Paging() {
            @Override
            public Optional<String> first() {
                return Optional.of(String.valueOf(settings.first()));
            }

            @Override
            public Decision next(Page page, RowsRead rows) {
                long number = numberOf(page);
                long done = number - settings.first() + 1;
                Optional<Long> pages = settings.totalPages()
                        .flatMap(pointer -> number(page, pointer))
                        .or(() -> settings.total()
                                .flatMap(pointer -> number(page, pointer))
                                .map(total -> (total + settings.size() - 1) / settings.size()));
                if (pages.isPresent()) {
                    return done < pages.get() ? new More(String.valueOf(number + 1)) : LAST;
                }
                return behindRows(
                        rows,
                        new More(String.valueOf(number + 1), settings.hasMore().isEmpty()));
            }
        };
    }

    private static Paging offsets(PagingSettings settings) {
        return new Paging() {
            @Override
            public Optional<String> first() {
                return Optional.of(String.valueOf(settings.first()));
            }

            @Override
            public Decision next(Page page, RowsRead rows) {
                if (!rows.all()) {
                    return UNKNOWN;
                }
                long reached = numberOf(page) + rows.count();
                boolean isLast = settings.total()
                        .flatMap(pointer -> number(page, pointer))
                        .filter(total -> reached - settings.first() >= total)
                        .isPresent();
                return isLast ? LAST : behindRows(rows, new More(String.valueOf(reached)));
            }
        };
    }

    /** Another page follows one with rows. */
    private static Paging.Decision behindRows(Paging.RowsRead rows, Paging.More more) {
        if (rows.count() > 0) {
            return more;
        }
        return rows.all() ? Paging.LAST : Paging.UNKNOWN;
    }

    private static Paging cursors(PagingSettings settings) {
        if (settings.cursorField().isPresent()) {
            PathReader field = new PathReader(settings.cursorField().get());
            return (page, rows) -> {
                if (!rows.all()) {
                    return Paging.UNKNOWN;
                }
                if (rows.count() == 0) {
                    return Paging.LAST;
                }
                return new Paging.More(field.find(rows.last())
                        .flatMap(RowPlaces::text)
                        .orElseThrow(() -> new ConnectorFailure(
                                FailureKind.MISCONFIGURED,
                                "page-cursor-missing",
                                page.shownAddress() + ": the last row has no "
                                        + settings.cursorField().get()
                                        + ", which is to lead to the next page: correct "
                                        + PagingSettings.CURSOR_FIELD)));
            };
        }
        return (page, rows) -> settings.cursorHeader()
                .map(page::header)
                .orElseGet(() -> settings.cursorPointer().flatMap(page::fact))
                .map(String::strip)
                .filter(cursor -> !cursor.isEmpty())
                .map(cursor -> (Paging.Decision) new Paging.More(cursor))
                .orElse(Paging.LAST);
    }

    /** What stops any way: the API's own word, and the signs of the last page. */
    private static Paging stopping(PagingSettings settings, Paging way) {
        return new Paging() {
            @Override
            public Optional<String> first() {
                return way.first();
            }

            @Override
            public boolean leadsElsewhere() {
                return way.leadsElsewhere();
            }

            @Override
            public Decision next(Page page, RowsRead rows) {
                if (settings.hasMore().isPresent()
                        && !page.fact(settings.hasMore().get())
                                .filter("true"::equalsIgnoreCase)
                                .isPresent()) {
                    return LAST;
                }
                if (!rows.all() && mayStop(rows)) {
                    return UNKNOWN;
                }
                return rows.all() && mayStop(rows) ? LAST : way.next(page, rows);
            }

            /** Whether, with the rows so far, the page would be the last one if no more came. */
            private boolean mayStop(RowsRead rows) {
                return (settings.stops().contains(PagingSettings.Stop.EMPTY) && rows.count() == 0)
                        || (settings.stops().contains(PagingSettings.Stop.SHORT) && rows.count() < settings.size());
            }
        };
    }

    private static long numberOf(Page page) {
        return page.request().token().map(Long::parseLong).orElse(0L);
    }

    private static Optional<Long> number(Page page, String pointer) {
        Optional<String> text = page.fact(pointer);
        if (text.isPresent() && !text.get().matches("[0-9]{1,18}")) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "page-total-unreadable",
                    page.shownAddress() + ": no whole number stands at " + pointer
                            + ": correct the pointer, or remove the option");
        }
        return text.map(Long::parseLong);
    }
}
