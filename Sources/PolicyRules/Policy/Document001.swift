// The statements of policy document 001, in its order.

extension PolicyStatement {
  static let document001: [PolicyStatement] = [
    PolicyStatement(
      "001", "Customer-managed key (CMK) encryption in Azure AI Foundry provide enhanced control over the encryption of your data.",
      .reason(.description)),
    PolicyStatement(
      "001",
      "By using CMK, you can manage your own encryption keys to add an extra layer of protection and meet compliance requirements more effectively.",
      .reason(.description)),
    PolicyStatement("001", "Azure AI Foundry is a service in the Microsoft Azure cloud.", .reason(.description)),
    PolicyStatement(
      "001", "By default, Azure services use Microsoft-managed encryption keys to encrypt data in transit and at rest.",
      .reason(.description)),
    PolicyStatement(
      "001",
      "When you use hub-based projects, the Azure AI hub resource acts as gateway to multiple Azure services including Azure AI Hub, Azure Storage account, and Azure AI Foundry resource.",
      .reason(.description)),
    PolicyStatement(
      "001",
      "You must configure customer-managed key encryption on each of these services to use CMK encryption throughout with AI Foundry.",
      .rules(["CMK503"])),
    PolicyStatement(
      "001",
      "AI Hub resources, and hub based project resources are implementations of the Azure Machine Learning workspace and encrypt data in transit and at rest.",
      .reason(.description)),
    PolicyStatement(
      "001", "AI Foundry resources data is encrypted and decrypted using FIPS 140-2 compliant 256-bit AES encryption.", .reason(.service)),
    PolicyStatement(
      "001", "Encryption and decryption are transparent, meaning encryption and access are managed for you.", .reason(.service)),
    PolicyStatement(
      "001", "Your data is secure by default and you don't need to modify your code or applications to take advantage of encryption.",
      .reason(.service)),
    PolicyStatement(
      "001", "Azure Storage accounts are used to store data uploaded when using AI Foundry portal and when using Foundry tools.",
      .rules(["CMK503"])),
    PolicyStatement(
      "001", "On your Azure AI Foundry resource data is encrypted and decrypted using FIPS 140-2 compliant 256-bit AES encryption.",
      .reason(.service)),
    PolicyStatement(
      "001", "Encryption and decryption are transparent, meaning encryption and access are managed for you.", .reason(.service)),
    PolicyStatement(
      "001", "Your data is secure by default and you don't need to modify your code or applications to take advantage of encryption.",
      .reason(.service)),
    PolicyStatement(
      "001", "If you connect AI Foundry with other Azure tools, CMK encryption must be configured on every top level Azure resource.",
      .rules(["CMK503"])),
    PolicyStatement(
      "001", "Two architecture options are available when using customer-managed keys with Azure AI Hubs:", .rules(["CMK601"])),
    PolicyStatement("001", "(Recommended) Encrypted data is stored in Microsoft subscription", .rules(["CMK601"])),
    PolicyStatement(
      "001", "Data is stored service-side on Microsoft-managed resources instead of in managed resources in your subscription.",
      .rules(["CMK601"])),
    PolicyStatement("001", "Metadata is stored in multitenant resources using document-level CMK encryption.", .reason(.service)),
    PolicyStatement(
      "001",
      "An Azure AI Search instance is hosted in the Microsoft-subscription per customer, for each hub, in order to provide data isolation of encrypted data.",
      .reason(.service)),
    PolicyStatement("001", "It's recommended to pick this option for any new deployments.", .rules(["CMK601"])),
    PolicyStatement("001", "(Legacy) Encrypted data is stored in your subscription", .rules(["CMK601"])),
    PolicyStatement(
      "001",
      "Traditionally in Azure Machine Learning platform (which AI Hub resource is built on), data is stored in your subscription using a Microsoft-managed resource group that includes an Azure Storage account, Azure Cosmos DB resource and Azure AI Search.",
      .rules(["CMK601"])),
    PolicyStatement("001", "The configuration of these resources can't be modified.", .rules(["CMK605"])),
    PolicyStatement("001", "Changes to its configurations aren't supported.", .rules(["CMK605"])),
    PolicyStatement(
      "001", "This option is available for backwards compatibility, and is not recommended for new workloads.", .rules(["CMK601"])),
    PolicyStatement(
      "001", "All projects using the same hub store data on the resources in a managed resource group identified by the name",
      .rules(["CMK605"])),
    PolicyStatement("001", "Projects use Microsoft Entra ID authentication when interacting with these resources.", .reason(.description)),
    PolicyStatement(
      "001", "If your hub has a private link endpoint, network access to the managed resources is restricted.", .reason(.runtime)),
    PolicyStatement("001", "The managed resource group is deleted, when the hub is deleted.", .rules(["CMK607"])),
    PolicyStatement("001", "The following data is stored on the managed resources.", .reason(.description)),
    PolicyStatement("001", "You must use Azure Key Vault to store your customer-managed keys.", .rules(["CMK209"])),
    PolicyStatement(
      "001", "You can either create your own keys and store them in a key vault, or you can use the Azure Key Vault APIs to generate keys.",
      .reason(.description)),
    PolicyStatement(
      "001",
      "Your Azure resources and the Azure Key vault resources must be in the same region and in the same Microsoft Entra tenant, but they can be in different subscriptions.",
      .rules(["CMK106", "CMK107", "CMK109"])),
    PolicyStatement(
      "001", "You must enable both the Soft Delete and Do Not Purge properties on the key vault.", .rules(["CMK101", "CMK102"])),
    PolicyStatement(
      "001", "If you use the Key Vault firewall, you must allow trusted Microsoft services to access the key vault.", .rules(["CMK104"])),
    PolicyStatement(
      "001",
      "You must grant your Foundry project system-assigned managed identity the following permissions on your key vault: get key, wrap key, unwrap key.",
      .rules(["CMK304", "CMK305", "CMK313"])),
    PolicyStatement("001", "Only RSA and RSA-HSM keys of size 2048 are supported.", .rules(["CMK201", "CMK202"])),
    PolicyStatement(
      "001", "Managed identity must be enabled as a prerequisite for using customer-managed keys.", .rules(["CMK301", "CMK311"])),
    PolicyStatement("001", "Go to your Azure AI Foundry resource in Azure portal.", .reason(.portal)),
    PolicyStatement("001", "On the left, under Resource Management, select Identity.", .reason(.portal)),
    PolicyStatement("001", "Switch the system-assigned managed identity status to On.", .rules(["CMK301"])),
    PolicyStatement(
      "001", "Save your changes, and confirm that you want to enable the system-assigned managed identity.", .reason(.portal)),
    PolicyStatement(
      "001",
      "Customer-managed key encryption is configured via Azure portal (or alternatively infrastructure-as-code options) in a similar way for each Azure resource:",
      .reason(.description)),
    PolicyStatement(
      "001", "The Azure Key Vault used for encryption must be in the same resource group as the AI Foundry project.", .rules(["CMK108"])),
    PolicyStatement(
      "001", "Key Vaults in other resource groups aren't currently supported by the deployment wizards or project configuration workflows.",
      .rules(["CMK108"])),
    PolicyStatement("001", "Create a new Azure AI Foundry resource in the Azure portal.", .reason(.portal)),
    PolicyStatement(
      "001", "Under the Encryption tab, select Customer-managed key, Select vault and key, and then select the key vault and key to use.",
      .reason(.portal)),
    PolicyStatement("001", "Continue creating your resource as normal.", .reason(.portal)),
    PolicyStatement(
      "001",
      "Customer-managed key encryption is configured via Azure portal (or alternatively infrastructure-as-code options) in a similar way for each Azure resource:",
      .reason(.description)),
    PolicyStatement("001", "You can rotate a customer-managed key in Key Vault according to your compliance policies.", .rules(["CMK208"])),
    PolicyStatement(
      "001", "When the key is rotated, you must update the Azure AI Foundry resource to use the new key URI.", .rules(["CMK207", "CMK719"])),
    PolicyStatement("001", "Rotating the key doesn't trigger re-encryption of data in the resource.", .rules(["CMK706"])),
    PolicyStatement(
      "001", "You can only rotate encryption keys to another key within the same Azure Key Vault instance.", .rules(["CMK705"])),
    PolicyStatement("001", "Cross-vault key rotation isn't supported.", .rules(["CMK705"])),
    PolicyStatement(
      "001", "The new key must be compatible with the existing encryption configuration.", .rules(["CMK201", "CMK202", "CMK203"])),
    PolicyStatement(
      "001", "Ensure that the new key is properly configured with the necessary access policies and permissions.",
      .rules(["CMK203", "CMK707"])),
    PolicyStatement(
      "001",
      "When an Azure AI Foundry resource or/and AI Hub is created, you can update from Microsoft-managed keys to customer-managed keys.",
      .rules(["CMK702"])),
    PolicyStatement(
      "001", "However, you can't switch back from customer-managed keys to Microsoft-managed keys.", .rules(["CMK701", "CMK704"])),
    PolicyStatement(
      "001", "In your Azure Key Vault, create or identify the new key you want to use for new data encryption.", .rules(["CMK706"])),
    PolicyStatement(
      "001", "From Azure portal or template options, update the resource configuration to reference the new key within the same Key Vault.",
      .rules(["CMK705", "CMK706"])),
    PolicyStatement(
      "001", "Your resource takes a few minutes to configure wrapping data using your new encryption key.", .reason(.runtime)),
    PolicyStatement("001", "During this period, certain service operations are available.", .reason(.runtime)),
    PolicyStatement("001", "The service begins using the new key for encryption of newly stored data.", .reason(.runtime)),
    PolicyStatement("001", "Existing data remains encrypted with the previous key unless reprocessed.", .rules(["CMK803"])),
    PolicyStatement(
      "001",
      "You can revoke a customer-managed encryption key by changing the access policy, by changing the permissions on the key vault, or by deleting the key.",
      .rules(["CMK801", "CMK802"])),
    PolicyStatement(
      "001", "To change the access policy of the managed identity that your registry uses, run the az-keyvault-delete-policy command:",
      .rules(["CMK801"])),
    PolicyStatement("001", "To delete the individual versions of a key, run the az-keyvault-key-delete command.", .rules(["CMK802"])),
    PolicyStatement("001", "This operation requires the keys/delete permission.", .reason(.person)),
    PolicyStatement(
      "001",
      "Revoking access to an active customer-managed key while CMK is still enabled will prevent downloading of training data and results files, fine-tuning new models, and deploying fine-tuned models.",
      .rules(["CMK801"])),
    PolicyStatement("001", "Extra Azure cost when using customer-managed keys", .reason(.description)),
    PolicyStatement(
      "001", "However, previously deployed fine-tuned models continue to operate and serve traffic until those deployments are deleted.",
      .rules(["CMK801"])),
    PolicyStatement(
      "001",
      "When using customer-managed keys, generally your data is stored using document-level encryption in Microsoft-managed storage components.",
      .reason(.description)),
    PolicyStatement(
      "001",
      "To ensure your data can be stored in isolation and encrypted using your keys, certain backend Azure services used by Azure AI Foundry must be hosted in a dedicated manner per AI Foundry resource in combination with CMK encryption.",
      .rules(["CMK951"])),
    PolicyStatement("001", "Additional charges apply when using CMK to accommodate this dedicated hosting model.", .rules(["CMK951"])),
    PolicyStatement(
      "001", "These charges will show in Azure Cost management as sub line items under your Azure AI Foundry resource.", .rules(["CMK951"])),
    PolicyStatement(
      "001",
      "AI Foundry resources may be updated from Microsoft-managed keys to customer-managed keys, but not from customer-managed keys to Microsoft-managed keys.",
      .rules(["CMK701", "CMK702"])),
    PolicyStatement(
      "001",
      "AI Foundry hub resources can't be updated from Microsoft-managed keys to customer-managed keys, or vice versa, post-creation.",
      .rules(["CMK703", "CMK704"])),
    PolicyStatement(
      "001", "The customer-managed key for encryption can only be updated to keys in the same Azure Key Vault instance.", .rules(["CMK705"])
    ),
    PolicyStatement(
      "001",
      "Azure AI Foundry Customer-Managed Key Request Form is required to use customer-managed keys in combination with Azure Speech and Content Moderator capabilities.",
      .rules(["CMK901", "CMK902"])),
    PolicyStatement(
      "001", "Azure AI Foundry Customer-Managed Key Request Form is required for Speech and Content Moderator.", .rules(["CMK901"])),
    PolicyStatement(
      "001",
      "If your AI Foundry resource is in a soft-deleted state, any storage-related charges for customer-managed key encryption will continue to accrue during the soft delete retention period.",
      .rules(["CMK952"])),
  ]
}
