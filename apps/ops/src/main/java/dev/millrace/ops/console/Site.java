package dev.millrace.ops.console;

import java.util.ArrayList;
import java.util.List;

/**
 * The routes of the console. A path is like {@code /flows/{name}}; in a name anything may stand, a slash that is encoded too.
 * Whatever changes something is posted, and then the request must prove that it comes from a form of the console.
 */
public final class Site {

    private final List<Route> routes = new ArrayList<>();

    /** A page that every user sees. */
    public Site get(String path, Action action) {
        return get(path, Role.VIEWER, action);
    }

    /** A page for users of this role. */
    public Site get(String path, Role role, Action action) {
        routes.add(Route.of("GET", path, role, action));
        return this;
    }

    /** Something that an operator does; the answer is a redirect, or JSON. */
    public Site post(String path, Action action) {
        return post(path, Role.OPERATOR, action);
    }

    /** Something that users of this role do. */
    public Site post(String path, Role role, Action action) {
        routes.add(Route.of("POST", path, role, action));
        return this;
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }
}
