package dev.sixpost.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResponseTest {
    @ParameterizedTest
    @EnumSource
    void whoeverIsNotLetInForWantOfACredentialIsToldWhichKindThereIs(ProblemType type) {
        assertThat(Response.problem(Problem.of(type)).fields().containsKey("WWW-Authenticate"))
                .isEqualTo(type.status() == 401);
    }
}
