package dev.millrace.rest;

import dev.millrace.http.request.Places;
import java.util.Optional;
import java.util.function.Function;

/** What the places of requests stand for. */
final class PagePlaces implements Places<PageRequest> {

    static final String KNOWN = "cursor, page, offset, page.size, since, window.start, window.end, now and endpoint";

    private final PagingSettings paging;
    private final TimeText time;
    private final ParentSettings parent;
    private final JobSettings job;

    PagePlaces(PagingSettings paging, TimeText time, ParentSettings parent, JobSettings job) {
        this.paging = paging;
        this.time = time;
        this.parent = parent;
        this.job = job;
    }

    @Override
    public Function<PageRequest, Optional<Object>> bind(String name) {
        return switch (name) {
            case "cursor" ->
                request -> token(request, PagingSettings.Style.CURSOR).map(text -> text);
            case "offset" -> request -> number(request, PagingSettings.Style.OFFSET);
            case "page" -> request -> number(request, PagingSettings.Style.PAGE).or(() -> Optional.of(request.page()));
            case "page.size" -> request -> paging.size() == 0 ? Optional.empty() : Optional.of(paging.size());
            case "since", "window.start" -> request -> request.window().from().map(text -> text);
            case "window.end" -> request -> request.window().to().map(text -> text);
            case "now" -> request -> Optional.of(time.write(request.now()));
            case "endpoint" -> request -> Optional.of(request.endpoint());
            default -> given(name);
        };
    }

    private Function<PageRequest, Optional<Object>> given(String name) {
        if (parent.hasPlace(name) || (job.isJob() && name.equals(JobSettings.PLACE))) {
            return request -> Optional.ofNullable(request.given().get(name));
        }
        throw new IllegalArgumentException("nothing fills {" + name + "}; known are " + KNOWN
                + ", and with a parent those of its " + ParentSettings.FIELDS + " such as parent.id");
    }

    /** A JSON body wants a number for what is one. */
    private Optional<Object> number(PageRequest request, PagingSettings.Style style) {
        return token(request, style).map(Long::valueOf);
    }

    private Optional<String> token(PageRequest request, PagingSettings.Style style) {
        return paging.style() == style ? request.token() : Optional.empty();
    }
}
