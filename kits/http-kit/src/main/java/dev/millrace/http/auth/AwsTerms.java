package dev.millrace.http.auth;

import java.time.Duration;

/**
 * What a service of AWS wants of a signature.
 *
 * @param region such as eu-central-1
 * @param service the name under which it signs, such as execute-api
 * @param place where the signature stands
 * @param normalizesPath whether dot segments and double slashes are removed before signing
 * @param signsToken whether the token of a session is signed
 * @param expires how long a signature in the query is good
 */
record AwsTerms(
        String region,
        String service,
        Place place,
        Payload payload,
        boolean normalizesPath,
        boolean signsToken,
        Duration expires) {

    /** Where signatures stand. */
    enum Place {
        HEADER,
        QUERY
    }

    /** What is signed of a body. */
    enum Payload {
        /** Its hash. */
        SIGNED,
        /** Its hash, which is also sent. */
        DECLARED,
        /** Nothing, which is said. */
        UNSIGNED
    }

    boolean isS3() {
        return service.equals("s3") || service.startsWith("s3-") || service.equals("s3express");
    }

    /** Under which a key is good, behind the date. */
    String scope() {
        return region + "/" + service + "/aws4_request";
    }
}
