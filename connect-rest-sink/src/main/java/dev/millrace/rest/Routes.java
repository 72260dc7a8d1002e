package dev.millrace.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;

/** The routes of one task; the first that takes a record has it. Opened with their connections, closed once. */
final class Routes implements AutoCloseable {

    private final List<Route> all;

    private Routes(List<Route> all) {
        this.all = List.copyOf(all);
    }

    /** Opens all, or none. */
    static Routes open(List<RouteSettings> settings, Function<RouteSettings, Route> opening) {
        List<Route> opened = new ArrayList<>();
        try {
            settings.forEach(route -> opened.add(opening.apply(route)));
            return new Routes(opened);
        } catch (RuntimeException unopened) {
            opened.forEach(Route::close);
            throw unopened;
        }
    }

    /** The route of a record; empty when none takes it. */
    Optional<Route> of(SinkRecord record) {
        for (Route route : all) {
            if (route.takes(record)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    List<Route> all() {
        return all;
    }

    @Override
    public void close() {
        all.forEach(Route::close);
    }
}
