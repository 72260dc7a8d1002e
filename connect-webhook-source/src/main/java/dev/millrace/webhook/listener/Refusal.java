package dev.millrace.webhook.listener;

import java.util.Locale;

/** Why a request did not reach its route, or not whole. */
enum Refusal {
    UNKNOWN_PATH("requests to a path that no route has"),
    METHOD("requests by a method that the route does not take"),
    INACTIVE("requests for a route whose tasks have left or may be about to come"),
    TOO_LARGE("requests whose body is longer than the route takes"),
    RATE("requests above the rate limit of the route"),
    NO_ROOM("requests that the route had no room for"),
    BUSY("requests above the number that the listener handles at once"),
    TOO_SLOW("requests whose body came too slowly"),
    HEADERS("requests with too many header fields"),
    MALFORMED("requests that are not HTTP as the standard has it"),
    BROKEN_OFF("requests whose sender went away before the body was whole");

    private final String description;

    Refusal(String description) {
        this.description = description;
    }

    String figure() {
        return "refused." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    String description() {
        return description;
    }
}
