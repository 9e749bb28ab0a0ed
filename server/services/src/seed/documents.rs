//! Documents of the demo: each contract has its text, and the service desk's an amendment that its supplier sees.

use std::fmt::Write as _;

use domain::forms::DocumentForm;
use domain::ids::ContractId;
use domain::policy::Action;
use domain::views::DocumentOwner;

use super::Seeder;
use crate::Result;

/// Adds them the way everybody does.
pub async fn seed(seeder: &Seeder<'_>) -> Result<()> {
    let tx = seeder.db.read(&seeder.actor, Action::Operate, seeder.now).await?;
    let contracts = tx.contracts().await?;
    drop(tx);
    for contract in contracts {
        let owner = DocumentOwner::Contract(ContractId(contract.id));
        let form = DocumentForm {
            kind: "contract".to_owned(),
            title: format!("Vertrag {}", contract.number),
            dated_on: contract.starts_on.to_string(),
            ..DocumentForm::default()
        };
        add(seeder, owner, &format!("Vertrag {}.pdf", contract.number), &form).await?;
        if contract.number == "UC-2015-001" {
            let form = DocumentForm {
                kind: "amendment".to_owned(),
                title: "Leistungsbeschreibung Service Desk".to_owned(),
                dated_on: "01.07.2015".to_owned(),
                confidentiality: "shared".to_owned(),
            };
            add(seeder, owner, "Leistungsbeschreibung Service Desk.pdf", &form).await?;
        }
    }
    Ok(())
}

async fn add(seeder: &Seeder<'_>, owner: DocumentOwner, name: &str, form: &DocumentForm) -> Result<()> {
    let mut incoming = seeder.services.receive_document(&seeder.actor, owner).await?;
    incoming.named(name);
    incoming.write(pdf(&form.title).into()).await?;
    incoming.keep(form).await?;
    Ok(())
}

/// The smallest PDF with one line on one page (ISO 32000-1, annex H.3).
fn pdf(line: &str) -> Vec<u8> {
    let text = format!("BT /F1 18 Tf 72 760 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut file, mut table) = ("%PDF-1.4\n".to_owned(), String::new());
    // Writing to a string cannot fail.
    for (number, object) in (1..).zip(&objects) {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        let _ = writeln!(file, "{number} 0 obj\n{object}\nendobj");
    }
    let start = file.len();
    let _ = write!(
        file,
        "xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}
