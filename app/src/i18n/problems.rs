//! Words for what went wrong.

use domain::forms::FieldError;
use domain::views::TicketField;

use super::Text;

impl Text {
    /// Title of an error page.
    pub fn problem_title(self, code: &str) -> &'static str {
        match code {
            "not_found" => self.error_not_found_title(),
            "forbidden" => self.error_forbidden_title(),
            "unauthenticated" | "signed_out" => self.error_unauthenticated_title(),
            "invalid" => self.error_invalid_title(),
            "stale" => self.error_stale_title(),
            "no_draft" => self.error_no_draft_title(),
            "throttled" => self.error_throttled_title(),
            "unreachable" => self.error_unreachable_title(),
            _ => self.error_internal_title(),
        }
    }

    /// What an error code means and what to do about it.
    pub fn problem(self, code: &str) -> &'static str {
        match code {
            "not_found" => self.error_not_found(),
            "forbidden" => self.error_forbidden(),
            "unauthenticated" => self.error_unauthenticated(),
            "signed_out" => self.error_signed_out(),
            "invalid" => self.error_invalid(),
            "stale" => self.error_stale(),
            "throttled" => self.error_throttled(),
            "unreachable" => self.error_unreachable(),
            "unreadable_request" => self.error_unreadable(),
            "internal" => self.error_internal(),
            "file_missing" => self.error_file_missing(),
            "file_empty" => self.error_file_empty(),
            "file_too_large" => self.error_file_too_large(),
            "file_not_text" => self.error_file_not_text(),
            "file_with_formulas" => self.error_file_with_formulas(),
            "duplicate_heading" => self.error_duplicate_heading(),
            "separator_unknown" => self.error_separator_unknown(),
            "column_missing" => self.error_column_missing(),
            "unknown_time_zone" => self.error_unknown_time_zone(),
            "unknown_service" => self.error_unknown_service(),
            "import_not_waiting" => self.error_import_not_waiting(),
            "import_empty" => self.error_import_empty(),
            "link_invalid" => self.error_link_invalid(),
            "email_taken" => self.error_email_taken(),
            "calendar_in_use" => self.calendar_in_use(),
            "last_administrator" => self.error_last_administrator(),
            "own_membership" => self.error_own_membership(),
            "not_grantable" => self.error_not_grantable(),
            "already_member" => self.error_already_member(),
            "second_factor_required_here" => self.error_second_factor_required_here(),
            "second_factor_active" => self.error_second_factor_active(),
            "no_second_factor" => self.error_no_second_factor(),
            "second_factor_elsewhere" => self.error_second_factor_elsewhere(),
            "oidc_session" => self.error_oidc_session(),
            "oidc_failed" => self.error_oidc_failed(),
            "oidc_no_access" => self.error_oidc_no_access(),
            "oidc_not_configured" => self.error_oidc_not_configured(),
            "issuer_unreachable" => self.error_issuer_unreachable(),
            "in_use" => self.error_in_use(),
            "amendment_empty" => self.error_amendment_empty(),
            "party_ended" => self.error_party_ended(),
            "contracts_in_force" => self.error_contracts_in_force(),
            "no_draft" => self.error_no_draft(),
            "draft_exists" => self.error_draft_exists(),
            "not_in_force" => self.error_not_in_force(),
            "contract_in_force" => self.error_contract_in_force(),
            "contract_in_use" => self.error_contract_in_use(),
            "term_missing" => self.error_term_missing(),
            "no_such_step" => self.error_no_such_step(),
            "no_such_claim_step" => self.error_no_such_claim_step(),
            "nothing_to_adopt" => self.error_nothing_to_adopt(),
            "nothing_owed" => self.error_nothing_owed(),
            "too_many_targets" => self.error_too_many_targets(),
            // Every other code is a conflict with the object's present state.
            _ => self.error_conflict(),
        }
    }

    /// What is wrong with a form field.
    pub fn field_problem(self, code: &str) -> &'static str {
        match code {
            "required" => self.field_required(),
            "email_needed" => self.field_email_needed(),
            "date_needed" | "date_unreadable" => self.field_date_needed(),
            "time_needed" => self.field_time_needed(),
            "end_before_start" => self.field_end_before_start(),
            "too_long" => self.field_too_long(),
            "tier_above_promise" => self.field_tier_above_promise(),
            "tier_over_fee" => self.field_tier_over_fee(),
            "contracts_of_other_kind" => self.field_contracts_of_other_kind(),
            "party_ended" => self.field_party_ended(),
            "column_needed" => self.field_column_needed(),
            "column_twice" => self.field_column_twice(),
            "named_twice" => self.field_named_twice(),
            "supplier_not_known" => self.field_supplier_not_known(),
            "notice_unreadable" => self.field_notice_unreadable(),
            "too_many_rows" => self.field_too_many_rows(),
            "row_length" => self.field_row_length(),
            "term_missing" => self.field_term_missing(),
            "currency_unknown" => self.field_currency_unknown(),
            "one_file_only" => self.field_one_file_only(),
            "before_last_step" => self.field_before_last_step(),
            "after_deadline" => self.field_after_deadline(),
            "only_settled" => self.field_only_settled(),
            "time_does_not_exist" => self.field_time_does_not_exist(),
            "in_the_future" => self.field_in_the_future(),
            "unknown_service" => self.field_unknown_service(),
            "wrong_password" => self.field_wrong_password(),
            "wrong_code" => self.field_wrong_code(),
            "password_needed" => self.field_password_needed(),
            "code_needed" => self.field_code_needed(),
            "issuer_no_provider" => self.field_issuer_no_provider(),
            "issuer_mismatch" => self.field_issuer_mismatch(),
            "password_too_short" => self.field_password_too_short(),
            "password_too_long" => self.field_password_too_long(),
            "password_common" => self.field_password_common(),
            "password_plain" => self.field_password_plain(),
            "password_personal" => self.field_password_personal(),
            "email_unchanged" => self.field_email_unchanged(),
            "name_unreadable" => self.field_name_unreadable(),
            "unknown_scope" => self.field_unknown_scope(),
            "unknown" => self.field_choose(),
            "chain_empty_group" => self.field_chain_empty_group(),
            "chain_impossible_count" => self.field_chain_impossible_count(),
            "chain_too_deep" => self.field_chain_too_deep(),
            "chain_too_large" => self.field_chain_too_large(),
            "chain_repeated" => self.field_chain_repeated(),
            "chain_times_in_redundancy" => self.field_chain_times_in_redundancy(),
            "chain_handover_too_long" => self.field_chain_handover_too_long(),
            "chain_itself" => self.field_chain_itself(),
            "chain_cycle" => self.field_chain_cycle(),
            "chain_not_its_service" => self.field_chain_not_its_service(),
            "chain_unreadable" => self.field_chain_unreadable(),
            "chain_no_place" => self.field_chain_no_place(),
            "chain_count_needed" => self.field_chain_count_needed(),
            "in_the_past" => self.field_in_the_past(),
            "shift_end_before_start" => self.calendar_hours_end(),
            "no_hours" => self.calendar_no_hours(),
            "hours_unreadable" => self.calendar_hours_unreadable(),
            "hours_overlap" => self.calendar_hours_overlap(),
            "reason_needed" => self.calendar_reason_needed(),
            "duplicate_day" => self.calendar_duplicate_day(),
            "closed_that_day" => self.calendar_closed_that_day(),
            "on_a_holiday" => self.calendar_on_a_holiday(),
            "too_many" => self.calendar_too_many(),
            "name_taken" => self.calendar_name_taken(),
            "year_unreadable" => self.calendar_year_unreadable(),
            "number_unreadable" => self.calendar_number_unreadable(),
            "executable" => self.document_executable(),
            "type_unknown" => self.document_type_unknown(),
            "name_and_content_differ" => self.document_name_and_content_differ(),
            "file_name_needed" => self.document_file_name_needed(),
            "document_too_large" => self.document_too_large(),
            "amount_unreadable" => self.field_amount_unreadable(),
            "another_target" => self.field_another_target(),
            "before_last_version" => self.field_before_last_version(),
            "before_start" => self.field_before_start(),
            "credits_less" => self.field_credits_less(),
            "dates_too_far" => self.field_dates_too_far(),
            "empty_renewal" => self.field_empty_renewal(),
            "first_version_starts" => self.field_first_version_starts(),
            "fixed_in_force" => self.field_fixed_in_force(),
            "length_unreadable" => self.field_length_unreadable(),
            "no_money_inside" => self.field_no_money_inside(),
            "no_notice" => self.field_no_notice(),
            "no_term_end" => self.field_no_term_end(),
            "not_in_order" => self.field_not_in_order(),
            "party_kind" => self.field_party_kind(),
            "percent_out_of_range" => self.field_percent_out_of_range(),
            "percent_unreadable" => self.field_percent_unreadable(),
            "taken" => self.field_taken(),
            "tier_empty" => self.field_tier_empty(),
            "tier_gap" => self.field_tier_gap(),
            "tier_overlap" => self.field_tier_overlap(),
            "zone_unknown" => self.field_zone_unknown(),
            "https_needed" => self.field_https_needed(),
            "role_map_unreadable" => self.field_role_map_unreadable(),
            "invisible" => self.field_invisible(),
            "lei_form" => self.field_lei_form(),
            "lei_check" => self.field_lei_check(),
            "url_needed" => self.field_url_needed(),
            "reason_missing" => self.field_reason_missing(),
            "phone_unreadable" => self.field_phone_unreadable(),
            "day_before_start" => self.field_day_before_start(),
            "circle" => self.field_circle(),
            "twice" => self.field_twice(),
            "one_accountable" => self.field_one_accountable(),
            "nobody_responsible" => self.field_nobody_responsible(),
            "one_party" => self.field_one_party(),
            "unknown_party" => self.field_unknown_party(),
            "matrix_size" | "matrix_priority" => self.field_matrix(),
            "email_taken" | "already_member" | "not_grantable" | "issuer_unreachable" | "file_missing"
            | "file_empty" | "file_too_large" | "file_not_text" | "file_with_formulas"
            | "duplicate_heading" | "separator_unknown" | "column_missing" | "unknown_time_zone" => {
                self.problem(code)
            }
            _ => self.field_other(),
        }
    }

    /// What is wrong with a choice: nobody types there.
    pub fn choice_problem(self, code: &str) -> &'static str {
        match code {
            "required" => self.field_choose(),
            other => self.field_problem(other),
        }
    }

    /// What is wrong with a form that has so many fields at fault.
    pub fn form_problem(self, code: &str, fields: usize) -> String {
        match (code, i64::try_from(fields)) {
            ("invalid", Ok(count)) if count > 0 => self.error_fields(count),
            _ => self.problem(code).to_owned(),
        }
    }

    /// What is wrong with a field, far from it: a column of an upload and a row of a form are named.
    pub fn field_problem_of(self, error: &FieldError) -> String {
        let column = TicketField::ALL
            .into_iter()
            .find(|field| field.code() == error.field);
        match column {
            Some(column) if error.code == "column_missing" => {
                self.error_column_missing_named(self.ticket_field(column))
            }
            _ => {
                let problem = self.field_problem(&error.code);
                self.row_name(&error.field)
                    .map_or_else(|| problem.to_owned(), |row| self.field_row_named(row, problem))
            }
        }
    }

    /// Why a row of a file could not be read.
    pub fn row_problem(self, code: &str) -> &'static str {
        match code {
            "unreadable_time" => self.row_unreadable_time(),
            "time_does_not_exist" => self.row_time_does_not_exist(),
            "required" => self.row_required(),
            "resolved_before_reported" => self.row_resolved_before_reported(),
            "wrong_number_of_cells" => self.row_wrong_number_of_cells(),
            "duplicate_external_id" => self.row_duplicate_external_id(),
            "column_missing" => self.row_column_missing(),
            _ => self.row_other(),
        }
    }
}
